import type { Needs } from '../context.ts'
import { usedCallback } from './consumeCallback.ts'

/** Seconds. Half a working day: then the page says to open the app again. */
const SESSION_SECONDS = 4 * 3600
/** Seconds in which the first page of the frame must have exchanged its code. */
const CODE_SECONDS = 60

/** Issue the code by which the first page gets the session of a member of a BigCommerce store's staff. */
export async function issueMemberCode(
  ctx: Needs<'now' | 'members'>,
  { myshopifyDomain, userId }: { myshopifyDomain: string; userId: string },
): Promise<string> {
  const startsAt = ctx.now()
  return ctx.members.openCode({ myshopifyDomain, userId, startsAt, endsAt: startsAt + CODE_SECONDS })
}

/**
 * Open a session for the code of a first page. A code counts once, for a minute, and for its own store.
 *
 * @throws {AccessError} ERR_CALLBACK_USED
 */
export async function openMember(
  ctx: Needs<'now' | 'members'>,
  { code, myshopifyDomain }: { code: string; myshopifyDomain: string | null },
): Promise<{ readonly session: string }> {
  const startsAt = ctx.now()
  const endsAt = startsAt + SESSION_SECONDS
  const session =
    myshopifyDomain && (await ctx.members.exchangeCode({ code, myshopifyDomain, startsAt, endsAt }))
  if (!session) throw usedCallback('This page was opened before, or a minute ago or more.')
  return { session }
}
