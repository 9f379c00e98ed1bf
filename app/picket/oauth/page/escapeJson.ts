/** Spell facts as JSON that cannot end the script element it stands in. */
export function escapeJson(facts: unknown): string {
  return JSON.stringify(facts).replace(/</g, '\\u003c')
}
