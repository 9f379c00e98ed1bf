/**
 * Make a `fetch` that gives up after `mostMs`, the body included. Shopify's library sets no limit, and without one Node
 * waits for five minutes.
 */
export function createTimedFetch({
  fetch,
  mostMs,
}: {
  readonly fetch: typeof globalThis.fetch
  readonly mostMs: number
}): typeof globalThis.fetch {
  return (input, init) => fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(mostMs) })
}
