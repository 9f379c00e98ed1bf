/**
 * Call back after each change of the cart. Not every theme dispatches Shopify's standard event, but all of them send a
 * request: add, change, clear, update. `hasMissed`: also for those that were sent before.
 */
export function listenForCartChanges(onChange: () => void, signal: AbortSignal, hasMissed = false): void {
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(({ name }) => /\/cart\/[acu]/.test(name))) onChange()
  })
  observer.observe({ type: 'resource', buffered: hasMissed })
  signal.addEventListener('abort', () => observer.disconnect())
  const follow = ({ promise }: Event & { readonly promise?: Promise<unknown> }) =>
    void promise?.then(onChange, onChange)
  document.addEventListener('shopify:cart:lines-update', follow, { signal })
}
