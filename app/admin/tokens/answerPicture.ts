import type { TokenPicture } from '../../core/token/picture.ts'

const DAY_SECONDS = 86_400
const NONE_SECONDS = 600

/**
 * Answer a picture of a token, or 204 if there is none. The picture is a stranger's: it is never more than what its type
 * says, and opens as no page.
 */
export function answerPicture(picture: TokenPicture | null): Response {
  const keep = (seconds: number) => ({ 'cache-control': `private, max-age=${seconds}` })
  if (!picture) return new Response(null, { status: 204, headers: keep(NONE_SECONDS) })
  return new Response(picture.bytes.slice(), {
    headers: {
      ...keep(DAY_SECONDS),
      'content-type': picture.type,
      'content-length': String(picture.bytes.length),
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  })
}
