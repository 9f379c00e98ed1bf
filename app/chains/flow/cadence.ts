type Value = { readonly type?: unknown; readonly value?: unknown }

/** Encode an argument of a script: base64 of JSON-Cadence. @see https://cadence-lang.org/docs/json-cadence-spec */
export function encodeArgument(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64')
}

/**
 * Parse a node's answer to a script into its value in JSON-Cadence; null if the node says that the script failed.
 * Throws if the answer makes no sense.
 */
export function parseScriptAnswer(text: string): { readonly value: unknown } | null {
  const answer: unknown = JSON.parse(text)
  const { code, value } = Object(answer) as { readonly code?: unknown; readonly value?: unknown }
  if (code === 400) return null
  // Nodes answer with the bare text that their OpenAPI has in a field.
  const encoded = typeof answer === 'string' ? answer : value
  if (typeof encoded !== 'string') throw new Error('the answer has no value')
  return { value: JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) }
}

export function readList(node: unknown, type: string): readonly unknown[] {
  const value = readValue(node, type)
  if (!Array.isArray(value)) throw new Error(`the answer has no ${type}`)
  return value
}

export function readText(node: unknown, type: string): string {
  const value = readValue(node, type)
  if (typeof value !== 'string') throw new Error(`the answer has no ${type}`)
  return value
}

export function readValue(node: unknown, type: string): unknown {
  const found = Object(node) as Value
  if (found.type !== type || found.value === undefined) throw new Error(`the answer has no ${type}`)
  return found.value
}
