/** Find a storage of the browser: one that forbids it throws at the mere mention. */
export function findStorage(name: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[name]
  } catch {
    return null
  }
}
