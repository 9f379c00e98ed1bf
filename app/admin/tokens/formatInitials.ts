/** Format what stands for a picture: the first letters of at most two words of a name, `?` if it has none. */
export function formatInitials(name: string): string {
  const letters = [...name.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(([word]) => [...word].slice(0, 1))
  return letters.slice(0, 2).join('').toUpperCase() || '?'
}
