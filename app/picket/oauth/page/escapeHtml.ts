const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Spell a text so that it stays text, in an element or between the quotation marks of an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** Spell facts as JSON that cannot end the script element it stands in. */
export function escapeJson(facts: unknown): string {
  return JSON.stringify(facts).replace(/</g, '\\u003c')
}
