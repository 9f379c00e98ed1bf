// A line separator makes one line look like two. Other control characters can hide text from its reader. Encoders
// replace a lone surrogate, so that the stored text would differ from the sent one.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u
// Direction marks reorder the letters around them. The others are invisible.
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/

/**
 * Whether a text has a control character, line separator, invisible mark or lone surrogate. Names and the fields of a
 * login may have none.
 */
export function hasUnsafeCharacter(text: string): boolean {
  return UNSAFE.test(text) || INVISIBLE.test(text)
}
