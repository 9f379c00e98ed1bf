/** Move the focus to the element that comes first on the page, of those with these ids. */
export function focusFirst(ids: readonly string[]): void {
  const elements = ids.flatMap((id) => document.getElementById(id) ?? [])
  const [first] = elements.sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )
  first?.focus()
}
