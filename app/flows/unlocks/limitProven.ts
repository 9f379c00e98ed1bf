import { planStorefrontLeases } from '../../core/limit/planStorefrontLeases.ts'
import { tooManyRequests } from '../../core/limit/tooManyRequests.ts'
import type { Needs } from '../context.ts'
import type { LimitClientParameters } from './limitClient.ts'

/**
 * Count a request that has proven itself on its wallet and its shop, and refuse it where one of them asks too much: a
 * nonce when it is given out, an unlock when its signature is good, a renewal when its visit is found. Most cost no
 * statement, as `limitClient` has leased ahead.
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
