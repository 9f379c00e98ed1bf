/** The text that bytes stand for, or null where they are not UTF-8. Nothing is left out and nothing put in its place. */
export function readUtf8(bytes: Uint8Array): string | null {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  try {
    return decodeURIComponent(escaped)
  } catch {
    return null
  }
}
