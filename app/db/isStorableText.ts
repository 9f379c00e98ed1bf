/** Whether PostgreSQL can store a text, which must not contain NUL. A query with any other text would fail. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0')
}
