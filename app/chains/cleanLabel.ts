const longest = 64

/**
 * Make a text that a contract gave fit to be shown: no control, format or bidirectional characters, single
 * spaces, at most 64 characters and no half of one.
 */
export function cleanLabel(text: string): string {
  const spaced = text
    .normalize('NFC')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/[\p{C}\uFFFD]/gu, '')
  const cut: string[] = []
  let length = 0
  for (const character of spaced.trim()) {
    length += character.length
    if (length > longest) break
    cut.push(character)
  }
  return cut.join('').trim()
}
