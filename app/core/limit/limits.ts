import type { Limit, LimitedRequest } from './types.ts'

/** Of one client at one shop. A page renews at every load and choice of a variant, hence more of those. */
export const clientLimits = {
  nonce: { most: 30, seconds: 60 },
  unlock: { most: 30, seconds: 60 },
  renew: { most: 120, seconds: 60 },
} as const satisfies Record<LimitedRequest, Limit>

/** Of one wallet at one shop, above a client's: no single client can use up the unlocks of somebody else's wallet. */
export const walletLimit: Limit = { most: 60, seconds: 60 }

/** Of one shop, all requests together. */
export const shopLimit: Limit = { most: 3000, seconds: 60 }
