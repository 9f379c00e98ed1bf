/** Format data as JSON that cannot close its script element. */
export function encodeScriptJson(facts: unknown): string {
  return JSON.stringify(facts).replace(/</g, '\\u003c')
}
