/** Whether the database can hold a text, so that what it cannot hold is looked up nowhere. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0')
}
