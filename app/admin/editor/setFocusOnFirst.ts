/** Move the focus to the first of these elements in document order. */
export function setFocusOnFirst(ids: readonly string[]): void {
  const elements = ids.flatMap((id) => document.getElementById(id) ?? [])
  const [first] = elements.sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )
  first?.focus()
}
