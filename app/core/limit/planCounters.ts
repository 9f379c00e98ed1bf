import type { WalletAddress } from '../chain/types.ts'
import type { ShopId } from '../gate/types.ts'
import { clientLimits, shopLimit, walletLimit } from './limits.ts'
import type { ClientAddress, Limit, LimitCounter, LimitCounters, LimitedRequest } from './types.ts'

export type PlanCountersParameters = {
  readonly request: LimitedRequest
  readonly shopId: ShopId
  /** Null where it is not known: then only the shop's and the wallet's limits hold. */
  readonly clientAddress: ClientAddress | null
  /** Counted for unlocks, which alone read chains for a wallet that is named anew. */
  readonly walletAddress: WalletAddress | null
  /** Unix seconds. */
  readonly now: number
  /** What the operator multiplies every limit by, 1 as they stand. */
  readonly factor: number
}

/** Say what a request counts on. Every key names the shop, so that nobody's use of one shop is felt in another. */
export function planCounters(parameters: PlanCountersParameters): LimitCounters {
  const { request, shopId, clientAddress, walletAddress, now, factor } = parameters
  const start = (key: string, { most, seconds }: Limit): LimitCounter => ({
    key,
    most: Math.ceil(most * factor),
    expiresAt: (Math.floor(now / seconds) + 1) * seconds,
  })
  const countsWallet = walletAddress !== null && request === 'unlock'
  return {
    client: clientAddress
      ? start(`client ${request} ${shopId} ${clientAddress}`, clientLimits[request])
      : null,
    wallet: countsWallet ? start(`wallet ${shopId} ${walletAddress}`, walletLimit) : null,
    shop: start(`shop ${shopId}`, shopLimit),
  }
}
