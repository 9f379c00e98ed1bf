/** Fill the `[names]` of a sentence with values. Text only: nothing is escaped. */
export function composeSentence(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\[(\w+)\]/g, (whole, name: string) => values[name] ?? whole)
}
