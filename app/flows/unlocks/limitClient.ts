import type { WalletAddress } from '../../core/chain/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { planStorefrontLeases } from '../../core/limit/planStorefrontLeases.ts'
import { tooManyRequests } from '../../core/limit/tooManyRequests.ts'
import type { ClientAddress, LimitedRequest } from '../../core/limit/types.ts'
import type { Needs } from '../context.ts'

export type LimitClientParameters = {
  readonly request: LimitedRequest
  /** A loaded shop: requests for an unknown shop are not counted. */
  readonly shop: Pick<Shop, 'id'>
  readonly clientAddress: ClientAddress | null
  readonly walletAddress: WalletAddress | null
}

/**
 * Count a request against its client's limit and refuse it above the limit. Costs at most one statement, which also
 * leases the units that `limitProven` takes.
 * @throws {AccessError} ERR_RATE_LIMITED; `details.retryAfter` in seconds.
 */
export async function limitClient(
  ctx: Needs<'now' | 'limits' | 'limitFactor'>,
  { shop, ...parameters }: LimitClientParameters,
): Promise<void> {
  const now = ctx.now()
  const plan = planStorefrontLeases({ ...parameters, shopId: shop.id, now, factor: ctx.limitFactor })
  const short = await ctx.limits.take(plan.client, plan.proven)
  if (short) throw tooManyRequests({ retryAfter: Math.max(1, short.expiresAt - now) })
}
