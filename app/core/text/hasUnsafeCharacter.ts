// A line separator lets one line pose as another; other controls can hide text from its reader; a lone surrogate is
// changed by whoever encodes it, so that what is stored is not what was sent.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u
// Marks of direction turn the letters around them; some others show nothing at all.
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/

/**
 * Whether a text holds a control character, line separator, invisible mark or half a character: no name and no field
 * of a login may.
 */
export function hasUnsafeCharacter(text: string): boolean {
  return UNSAFE.test(text) || INVISIBLE.test(text)
}
