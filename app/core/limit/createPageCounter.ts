import { createWindowCounter } from './createWindowCounter.ts'
import { isOwnNetwork } from './isOwnNetwork.ts'
import { pageLimit, sharedPageLimit } from './limits.ts'
import type { ClientAddress } from './types.ts'

export type CreatePageCounterParameters = {
  /** The operator's factor for every limit. */
  readonly factor: number
}
/** Count a page of a client. Answers null, or the whole seconds until the client may ask again. */
export type PageCounter = (parameters: { client: ClientAddress; now: number }) => number | null

/**
 * Create the counter of pages in this process.
 *
 * A client in a private network is a proxy that the operator has not declared, and all clients come through it. With
 * the limit of one client, one of them would lock out all others.
 */
export function createPageCounter({ factor }: CreatePageCounterParameters): PageCounter {
  const countOne = createWindowCounter({ limit: pageLimit, factor, mostKeys: 20_000 })
  const countMany = createWindowCounter({ limit: sharedPageLimit, factor, mostKeys: 1_000 })
  return ({ client, now }) => (isOwnNetwork(client) ? countMany : countOne)({ key: client, now })
}
