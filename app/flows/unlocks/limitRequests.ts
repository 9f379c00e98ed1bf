import type { WalletAddress } from '../../core/chain/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { decideLimit } from '../../core/limit/decideLimit.ts'
import { planCounters } from '../../core/limit/planCounters.ts'
import { refuseTooMany } from '../../core/limit/refuseTooMany.ts'
import type { ClientAddress, LimitCounter, LimitedRequest } from '../../core/limit/types.ts'
import type { Needs } from '../context.ts'

export type LimitRequestsParameters = {
  readonly request: LimitedRequest
  /** A shop that was loaded: an unknown one is not counted. */
  readonly shop: Shop
  readonly clientAddress: ClientAddress | null
  readonly walletAddress: WalletAddress | null
}

/**
 * Count a request and refuse it where its client, its wallet or its shop asks too much. Costs one statement.
 *
 * Keys are stored hashed together with their window: who asked cannot be read from the table, nor followed through it.
 * @throws {PalisadeError} ERR_RATE_LIMITED; `details.retryAfter` in seconds.
 */
export async function limitRequests(
  ctx: Needs<'now' | 'limits' | 'limitFactor' | 'hashPersonal'>,
  { shop, ...parameters }: LimitRequestsParameters,
): Promise<void> {
  const now = ctx.now()
  const plan = planCounters({ ...parameters, shopId: shop.id, now, factor: ctx.limitFactor })
  const hide = (counter: LimitCounter): LimitCounter => ({
    ...counter,
    key: ctx.hashPersonal(`limit ${counter.expiresAt} ${counter.key}`),
  })
  const counters = {
    client: plan.client && hide(plan.client),
    wallet: plan.wallet && hide(plan.wallet),
    shop: hide(plan.shop),
  }
  const verdict = decideLimit({ counters, counts: await ctx.limits.count(counters), now })
  if (verdict.kind === 'allowed') return
  throw refuseTooMany(verdict)
}
