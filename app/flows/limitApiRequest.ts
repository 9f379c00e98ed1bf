import { PalisadeError } from '../core/errors/base.ts'
import { planReadLeases, planRequestLeases } from '../core/limit/planLeases.ts'
import type { ClientAddress, LeasedCounter } from '../core/limit/types.ts'
import type { ApiCaller, Project } from '../core/project/types.ts'
import type { Needs } from './context.ts'

type LimitPorts = Needs<'now' | 'limits' | 'limitFactor' | 'hashPersonal'>

/**
 * Count a request over the API and refuse it where its client or project asks too much. Most requests ask no database:
 * a process leases what it counts in blocks.
 * @throws {PalisadeError} ERR_RATE_LIMITED; `details.retryAfter` in seconds.
 */
export async function limitApiRequest(
  ctx: LimitPorts,
  parameters: { readonly caller: ApiCaller; readonly clientAddress: ClientAddress | null },
): Promise<void> {
  await take(ctx, (window) => planRequestLeases({ ...parameters, ...window }))
}

/** Count numbers to be read from chains for a wallet. @throws {PalisadeError} ERR_RATE_LIMITED */
export async function limitChainReads(
  ctx: LimitPorts,
  parameters: { readonly project: Project; readonly walletAddress: string; readonly reads: number },
): Promise<void> {
  await take(ctx, (window) => planReadLeases({ ...parameters, ...window }))
}

async function take(
  ctx: LimitPorts,
  plan: (window: { now: number; factor: number }) => LeasedCounter[],
): Promise<void> {
  const now = ctx.now()
  const hide = (counter: LeasedCounter): LeasedCounter => ({
    ...counter,
    key: ctx.hashPersonal(`limit ${counter.expiresAt} ${counter.key}`),
  })
  const short = await ctx.limits.take(plan({ now, factor: ctx.limitFactor }).map(hide))
  if (!short) return
  const retryAfter = Math.max(1, short.expiresAt - now)
  throw new PalisadeError('ERR_RATE_LIMITED', 'Too many requests came at once.', {
    hint: `Wait ${retryAfter === 1 ? 'a second' : `${retryAfter} seconds`} and try again.`,
    details: { retryAfter },
  })
}
