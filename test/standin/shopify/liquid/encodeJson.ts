/** Encode a value as JSON that is safe inside a script tag, as Shopify's `json` filter does. */
export function encodeJson(value: unknown): string {
  const text = JSON.stringify(value ?? null) ?? 'null'
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
