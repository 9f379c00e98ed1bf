/** Decode UTF-8; null if the bytes are not valid. It neither drops nor replaces anything. */
export function readUtf8(bytes: Uint8Array): string | null {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  try {
    return decodeURIComponent(escaped)
  } catch {
    return null
  }
}
