/** Read whether this tab has done something. A browser without storage has forgotten it with each page. */
export function readOnce(name: string): boolean {
  try {
    return sessionStorage.getItem(`palisade:once:${name}`) !== null
  } catch {
    return false
  }
}

/** Write that this tab has done something; answers whether it will be known. */
export function writeOnce(name: string): boolean {
  try {
    sessionStorage.setItem(`palisade:once:${name}`, '1')
    return true
  } catch {
    // It is then done once more on the next page.
    return false
  }
}
