/**
 * Escape control characters, line separators and direction marks as code points. So a text from outside stays on its
 * line of the log and moves no cursor.
 */
export function encodeControls(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

// Direction marks too: they display a line in another order than it has.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
