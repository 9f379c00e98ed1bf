/** Fill the placeholders of a sentence: `{{ name }}`. */
export function formatText(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** Choose the form of a sentence for a number, and fill it in. */
export function formatCounted(text: { readonly one: string; readonly other: string }, count: number): string {
  return formatText(count === 1 ? text.one : text.other, { count })
}

/** An instant as agents and people read it, in UTC. */
export function formatInstant(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
