const longest = 64

/**
 * Clean a contract's text for display: no control, format or bidirectional characters, single spaces, at most 64 UTF-16
 * units without a split surrogate pair.
 */
export function formatLabel(text: string): string {
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
