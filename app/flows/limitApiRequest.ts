import { InputError, PalisadeError } from '../core/errors/base.ts'
import { type ApiUser, planGuessLeases, planReadLeases, planRequestLeases } from '../core/limit/planLeases.ts'
import type { ClientAddress, LeasedCounter } from '../core/limit/types.ts'
import type { Needs } from './context.ts'

export type LimitPorts = Needs<'now' | 'limits' | 'limitFactor' | 'hashPersonal'>

/**
 * Count a request over the API and refuse it where its client or project asks too much. Most requests ask no database:
 * a process leases what it counts in blocks.
 * @throws {PalisadeError} ERR_RATE_LIMITED; `details.retryAfter` in seconds.
 */
export async function limitApiRequest(ctx: LimitPorts, user: ApiUser): Promise<void> {
  await take(ctx, (window) => planRequestLeases({ ...user, ...window }))
}

/**
 * Count numbers to be read from chains, for a wallet or for none.
 * @throws {PalisadeError} ERR_RATE_LIMITED. @throws {InputError} ERR_REQUIREMENT_INVALID for more than is ever allowed at once
 */
export async function limitChainReads(
  ctx: LimitPorts,
  parameters: ApiUser & { readonly walletAddress: string | null; readonly reads: number },
): Promise<void> {
  await take(ctx, (window) => planReadLeases({ ...parameters, ...window }))
}

/** Count a key that nobody has. @throws {PalisadeError} ERR_RATE_LIMITED */
export async function limitGuesses(
  ctx: LimitPorts,
  parameters: { readonly client: ClientAddress },
): Promise<void> {
  await take(ctx, (window) => planGuessLeases({ ...parameters, ...window }))
}

async function take(
  ctx: LimitPorts,
  plan: (window: { now: number; factor: number }) => LeasedCounter[],
): Promise<void> {
  const now = ctx.now()
  const counters = plan({ now, factor: ctx.limitFactor })
  if (counters.some(({ units, most }) => units > most)) {
    throw new InputError('ERR_REQUIREMENT_INVALID', 'So many tokens are never read at once here.', {
      hint: 'Ask for fewer.',
    })
  }
  const hide = (counter: LeasedCounter): LeasedCounter => ({
    ...counter,
    key: ctx.hashPersonal(`limit ${counter.expiresAt} ${counter.key}`),
  })
  const short = await ctx.limits.take(counters.map(hide))
  if (!short) return
  const retryAfter = Math.max(1, short.expiresAt - now)
  throw new PalisadeError('ERR_RATE_LIMITED', 'Too many requests came at once.', {
    hint: `Wait ${retryAfter === 1 ? 'a second' : `${retryAfter} seconds`} and try again.`,
    details: { retryAfter },
  })
}
