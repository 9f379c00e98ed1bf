/** How long a field may take to load (`LazyPart`), in milliseconds. */
const WAIT = 3_000

/**
 * Move the focus to the first of these elements in document order. One that is still loading gets it when it appears,
 * unless the focus has moved on. Returns a function that stops the waiting.
 */
export function setFocusOnFirst(ids: readonly string[]): () => void {
  setFirstFocus(ids)
  if (listElements(ids).length === ids.length) return () => {}
  const focused = document.activeElement
  const observer = new MutationObserver(() => {
    if (document.activeElement === focused) setFirstFocus(ids)
    if (document.activeElement !== focused || listElements(ids).length === ids.length) stop()
  })
  const timer = setTimeout(() => observer.disconnect(), WAIT)
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
  }
  observer.observe(document.body, { childList: true, subtree: true })
  return stop
}

const listElements = (ids: readonly string[]) => ids.flatMap((id) => document.getElementById(id) ?? [])

function setFirstFocus(ids: readonly string[]): void {
  const [first] = listElements(ids).sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )
  if (first !== document.activeElement) first?.focus()
}
