/** Most times that a page is looked at again within a minute: a theme may take out what it did not put in, each time. */
const MOST = 60
const WAIT_MS = 150

/**
 * Look at the page now, and again after it has changed: themes render a product anew after a choice of options, and some
 * pages come after their scripts.
 */
export function listenToPage(look: () => void): void {
  let isWaiting = false
  let looks = 0
  setInterval(() => {
    looks = 0
  }, 60_000)
  const lookSoon = () => {
    if (isWaiting || looks >= MOST) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      looks += 1
      look()
    }, WAIT_MS)
  }
  look()
  new MutationObserver(lookSoon).observe(document, { childList: true, subtree: true })
}
