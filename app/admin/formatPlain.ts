/** A sentence for a merchant, in pieces. The strong ones carry its meaning. */
export type Sentence = readonly { readonly text: string; readonly isStrong: boolean }[]

/** The sentence without its emphasis. */
export function formatPlain(sentence: Sentence): string {
  return sentence.map((piece) => piece.text).join('')
}
