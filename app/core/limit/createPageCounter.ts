import { createWindowCounter } from './createWindowCounter.ts'
import { isOwnNetwork } from './isOwnNetwork.ts'
import { pageLimit, sharedPageLimit } from './limits.ts'
import type { ClientAddress } from './types.ts'

export type CreatePageCounterParameters = {
  /** What the operator multiplies every limit by. */
  readonly factor: number
}
/** Counts a page for a client; answers null, or the whole seconds until it may ask again. */
export type PageCounter = (parameters: { client: ClientAddress; now: number }) => number | null

/**
 * Make what counts pages in this process.
 *
 * A client of our own network is a proxy that was not counted, and everybody comes from it: with one client's limit, one
 * of them would shut out all others.
 */
export function createPageCounter({ factor }: CreatePageCounterParameters): PageCounter {
  const countOne = createWindowCounter({ limit: pageLimit, factor, mostKeys: 20_000 })
  const countMany = createWindowCounter({ limit: sharedPageLimit, factor, mostKeys: 1_000 })
  return ({ client, now }) => (isOwnNetwork(client) ? countMany : countOne)({ key: client, now })
}
