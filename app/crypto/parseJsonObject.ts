/** Parse the bytes of a JSON object; null for anything else. Never throws. */
export function parseJsonObject(bytes: Buffer | null): Readonly<Record<string, unknown>> | null {
  if (bytes === null) return null
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
