/** Decode canonical base64, or base64url without padding; null for anything else. `atob` itself would skip spaces. */
export function decodeBase64(
  text: unknown,
  alphabet: 'base64' | 'base64url',
): Uint8Array<ArrayBuffer> | null {
  if (typeof text !== 'string' || !SHAPES[alphabet].test(text)) return null
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}

const SHAPES = { base64: /^[A-Za-z0-9+/]+={0,2}$/, base64url: /^[\w-]+$/ }
