import { tillStateOf } from '../../core/counter/tillStateOf.ts'
import type { Till } from '../../core/counter/types.ts'
import { AccessError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { createLease } from '../../core/limit/createLease.ts'
import { tillClientLimit, tillLimit } from '../../core/limit/limits.ts'
import { tooManyRequests } from '../../core/limit/tooManyRequests.ts'
import type { ClientAddress, LeasedCounter } from '../../core/limit/types.ts'
import type { Needs } from '../context.ts'

/**
 * Find the open till of a link's token, and count the request. A client is counted first, so that nobody guesses.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND if the shop has left
 * @throws {AccessError} ERR_TILL_UNKNOWN, ERR_TILL_REVOKED, ERR_TILL_ENDED, ERR_RATE_LIMITED
 */
export async function authenticateTill(
  ctx: Needs<'now' | 'shops' | 'limits' | 'limitFactor' | 'counter' | 'hashSecret'>,
  { token, clientAddress }: { token: string; clientAddress: ClientAddress | null },
): Promise<{ readonly till: Till; readonly shop: Shop }> {
  const now = ctx.now()
  const window = { now, factor: ctx.limitFactor, units: 1, block: 5 }
  if (clientAddress !== null) {
    const key = `client till ${clientAddress}`
    await limitTo(ctx, createLease({ ...window, key, limit: tillClientLimit }))
  }
  const found = token === '' ? null : await ctx.counter.findTill({ tokenHash: ctx.hashSecret(token) })
  if (!found) throw unknownTill()
  const { till } = found
  const state = tillStateOf({ till, now })
  if (state === 'revoked') throw revokedTill()
  if (state === 'ended') throw endedTill()
  await limitTo(ctx, createLease({ ...window, key: `till ${till.id}`, limit: tillLimit }))
  return { till, shop: await ctx.shops.load(found.myshopifyDomain) }
}

async function limitTo(ctx: Needs<'now' | 'limits'>, counter: LeasedCounter): Promise<void> {
  const short = await ctx.limits.take([counter])
  if (short) throw tooManyRequests({ retryAfter: Math.max(1, short.expiresAt - ctx.now()) })
}

const HINT = 'Ask a manager for a new link: in the app, under Counter.'

function unknownTill(): AccessError {
  return new AccessError('ERR_TILL_UNKNOWN', 'This link belongs to no till.', { hint: HINT })
}

function revokedTill(): AccessError {
  return new AccessError('ERR_TILL_REVOKED', 'A manager has ended this till.', { hint: HINT })
}

function endedTill(): AccessError {
  return new AccessError('ERR_TILL_ENDED', 'The time of this till is over.', { hint: HINT })
}
