/** Replace `[names]` in a sentence by values. For text nodes only: nothing is escaped. */
export function formatSentence(
  text: string,
  values: Readonly<Record<string, string | number | undefined>>,
): string {
  return text.replace(/\[(\w+)\]/g, (whole, name: string) => `${values[name] ?? whole}`)
}
