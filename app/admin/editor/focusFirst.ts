import { fieldId } from './draft.ts'

/** Move the focus to the field that comes first on the page, of those with these paths. */
export function focusFirst(paths: readonly string[]): void {
  const elements = paths.flatMap((path) => document.getElementById(fieldId(path)) ?? [])
  const [first] = elements.sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )
  first?.focus()
}
