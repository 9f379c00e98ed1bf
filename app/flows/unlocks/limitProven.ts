import { planStorefrontLeases } from '../../core/limit/planStorefrontLeases.ts'
import { tooManyRequests } from '../../core/limit/tooManyRequests.ts'
import type { Needs } from '../context.ts'
import type { LimitClientParameters } from './limitClient.ts'

/**
 * Count a request against the limits of its wallet and shop, and refuse it above one. A nonce is counted when it is
 * issued, an unlock after its signature is verified, a renewal after its visit is found. Most calls cost no statement,
 * because `limitClient` has leased ahead.
 * @throws {AccessError} ERR_RATE_LIMITED; `details.retryAfter` in seconds.
 */
export async function limitProven(
  ctx: Needs<'now' | 'limits' | 'limitFactor'>,
  { shop, ...parameters }: LimitClientParameters,
): Promise<void> {
  const now = ctx.now()
  const plan = planStorefrontLeases({ ...parameters, shopId: shop.id, now, factor: ctx.limitFactor })
  const short = await ctx.limits.take(plan.proven)
  if (short) throw tooManyRequests({ retryAfter: Math.max(1, short.expiresAt - now) })
}
