/** Write bytes as base64url without padding. */
export function formatBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')
}

/** 256 bits from the platform's generator, as 43 characters. */
export function randomText(): string {
  return formatBase64url(crypto.getRandomValues(new Uint8Array(32)))
}
