/**
 * Reduce a sentence to the characters that OAuth allows in an `error_description`: printable ASCII without quotation
 * mark and backslash. At most 500 characters.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 */
export function formatErrorDescription(sentence: string): string {
  return sentence
    .replace(/[\u2018\u2019"]/g, "'")
    .replace(/[^\x20-\x5b\x5d-\x7e]/g, ' ')
    .slice(0, 500)
}
