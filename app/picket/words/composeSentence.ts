/** Letters of Hebrew and Arabic. */
const RIGHT_TO_LEFT = /[\u0590-\u07ff]/

/**
 * Fill the `[names]` of a sentence with values. In a sentence from right to left each value is isolated, so that an
 * address and a number beside it keep their order. Text only: nothing is escaped.
 */
export function composeSentence(text: string, values: Readonly<Record<string, string>>): string {
  const isMirrored = RIGHT_TO_LEFT.test(text)
  return text.replace(/\[(\w+)\]/g, (whole, name: string) => {
    const value = values[name] ?? whole
    return isMirrored ? `\u2068${value}\u2069` : value
  })
}
