import type { WalletAddress } from '../chain/types.ts'
import type { ShopId } from '../gate/types.ts'
import { createLease } from './createLease.ts'
import { clientLimits, shopLimit, walletLimit } from './limits.ts'
import type { ClientAddress, LeasedCounter, Limit, LimitedRequest } from './types.ts'

export type PlanStorefrontLeasesParameters = {
  readonly request: LimitedRequest
  readonly shopId: ShopId
  /** Null if unknown; then only the limits of the wallet and the shop apply. */
  readonly clientAddress: ClientAddress | null
  /** Counts for unlocks only, because they read chains for a wallet. */
  readonly walletAddress: WalletAddress | null
  /** Unix seconds. */
  readonly now: number
  /** The operator's factor for every limit. */
  readonly factor: number
}
export type StorefrontLeases = {
  /** Counted before the request is examined. */
  readonly client: readonly LeasedCounter[]
  /** Counted once the request has proven itself, so that refused requests do not use up these shared limits. */
  readonly proven: readonly LeasedCounter[]
}

/** Plan the counters of a storefront request. Every key contains the shop, so that no shop uses up another's limits. */
export function planStorefrontLeases(parameters: PlanStorefrontLeasesParameters): StorefrontLeases {
  const { request, shopId, clientAddress, walletAddress, now, factor } = parameters
  const make = (key: string, limit: Limit, block: number) =>
    createLease({ key, limit, now, factor, units: 1, block })
  const wallet = request === 'unlock' ? walletAddress : null
  return {
    client: clientAddress
      ? [make(`client ${request} ${shopId} ${clientAddress}`, clientLimits[request], blocks[request])]
      : [],
    proven: [
      ...(wallet ? [make(`wallet ${shopId} ${wallet}`, walletLimit, 1)] : []),
      make(`shop ${shopId}`, shopLimit, 200),
    ],
  }
}

// A shopper asks for a nonce and an unlock once, and renews at every page.
const blocks = { nonce: 1, unlock: 1, renew: 5, qr: 1, surface: 1 } as const satisfies Record<
  LimitedRequest,
  number
>
