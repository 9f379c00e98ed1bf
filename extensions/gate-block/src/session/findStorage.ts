/** Find a storage of the browser, or null. If storage is forbidden, even reading the property throws. */
export function findStorage(name: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[name]
  } catch {
    return null
  }
}
