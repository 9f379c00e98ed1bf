import { InputError } from '../../core/errors/base.ts'
import {
  type ApiUser,
  planGateLeases,
  planGuessLeases,
  planReadLeases,
  planRequestLeases,
  planSignatureLeases,
} from '../../core/limit/planLeases.ts'
import { tooManyRequests } from '../../core/limit/tooManyRequests.ts'
import type { ClientAddress, LeasedCounter } from '../../core/limit/types.ts'
import type { Needs } from '../context.ts'

export type LimitPorts = Needs<'now' | 'limits' | 'limitFactor'>

/**
 * Count an API request and refuse it if its client or project exceeds a limit. Most requests cost no statement, because
 * a process leases units in blocks.
 *
 * @throws {AccessError} ERR_RATE_LIMITED; `details.retryAfter` in seconds.
 */
export async function limitApiRequest(ctx: LimitPorts, { project, client }: ApiUser): Promise<void> {
  const now = ctx.now()
  await claimUnits(ctx, now, planRequestLeases({ project, client, now, factor: ctx.limitFactor }))
}

/**
 * Count chain reads, for one wallet or for none.
 *
 * @throws {AccessError} ERR_RATE_LIMITED. @throws {InputError} ERR_REQUIREMENT_INVALID if the reads exceed the whole
 * limit
 */
export async function limitChainReads(
  ctx: LimitPorts,
  parameters: ApiUser & { readonly walletAddress: string | null; readonly reads: number },
): Promise<void> {
  const now = ctx.now()
  await claimUnits(ctx, now, planReadLeases({ ...parameters, now, factor: ctx.limitFactor }))
}

/**
 * Count chain reads that verify a contract wallet's signature: the caller has proven nothing yet.
 *
 * @throws {AccessError} ERR_RATE_LIMITED
 */
export async function limitSignatureReads(
  ctx: LimitPorts,
  parameters: ApiUser & { readonly reads: number },
): Promise<void> {
  const now = ctx.now()
  await claimUnits(ctx, now, planSignatureLeases({ ...parameters, now, factor: ctx.limitFactor }))
}

/** Count a request with an unknown API key. @throws {AccessError} ERR_RATE_LIMITED */
export async function limitGuesses(
  ctx: LimitPorts,
  parameters: { readonly client: ClientAddress },
): Promise<void> {
  const now = ctx.now()
  await claimUnits(ctx, now, planGuessLeases({ ...parameters, now, factor: ctx.limitFactor }))
}

/** Count a change of a gate with a secret key. @throws {AccessError} ERR_RATE_LIMITED */
export async function limitGateChanges(
  ctx: LimitPorts,
  parameters: { readonly keyId: string },
): Promise<void> {
  const now = ctx.now()
  await claimUnits(ctx, now, planGateLeases({ ...parameters, now, factor: ctx.limitFactor }))
}

async function claimUnits(ctx: LimitPorts, now: number, counters: readonly LeasedCounter[]): Promise<void> {
  if (counters.some(({ units, most }) => units > most)) {
    throw new InputError(
      'ERR_REQUIREMENT_INVALID',
      'The request names more tokens than one request may read.',
      {
        hint: 'Name fewer tokens.',
      },
    )
  }
  const short = await ctx.limits.take(counters)
  if (!short) return
  throw tooManyRequests({ retryAfter: Math.max(1, short.expiresAt - now) })
}
