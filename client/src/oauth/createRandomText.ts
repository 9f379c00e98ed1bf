/** Format bytes as base64url without padding. */
export function formatBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')
}

/** 256 random bits, as 43 characters of base64url. */
export function createRandomText(): string {
  return formatBase64url(crypto.getRandomValues(new Uint8Array(32)))
}
