/** Browsers send fewer; a longer list would only be work. */
const MOST = 20

/**
 * Parse an `Accept-Language` header into language tags, the preferred ones first. What is not a tag is left out.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4
 */
export function parseAcceptLanguage(header: string | null): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .slice(0, MOST)
    .flatMap((part) => {
      const [, tag, weight = '1'] =
        /^\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/i.exec(part) ?? []
      return tag && Number(weight) > 0 ? [{ tag, weight: Number(weight) }] : []
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
