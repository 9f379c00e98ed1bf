/** Whether PostgreSQL can store a text, which must not contain NUL. Look up no other text: the statement would fail. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0')
}
