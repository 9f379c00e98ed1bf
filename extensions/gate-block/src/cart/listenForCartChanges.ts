/**
 * Call back after each request that changes the cart: add, change, clear, update. Themes share no event for a changed
 * cart, but all of them send one. `hasMissed`: also for those that were sent before.
 */
export function listenForCartChanges(onChange: () => void, signal: AbortSignal, hasMissed = false): void {
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(({ name }) => /\/cart\/[acu]/.test(name))) onChange()
  })
  observer.observe({ type: 'resource', buffered: hasMissed })
  signal.addEventListener('abort', () => observer.disconnect())
}
