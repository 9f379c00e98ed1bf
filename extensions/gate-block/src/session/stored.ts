/** Texts that could not be stored: the browser forbids it, its storage is full, or they are of this page alone. */
const kept = new Map<string, string>()

/** Read a text of this page or of all pages; null if there is none. @throws in a browser that forbids storage */
export function readStored(key: string): string | null {
  return kept.get(key) ?? window.localStorage.getItem(key)
}

/** Store a text for all pages and tabs. Where that fails, or `isOfPage` is set, this page alone has it. */
export function writeStored(key: string, text: string, isOfPage = false): void {
  kept.set(key, text)
  try {
    if (isOfPage) return
    window.localStorage.setItem(key, text)
    kept.delete(key)
  } catch {
    // The next page asks for one more signature.
  }
}
