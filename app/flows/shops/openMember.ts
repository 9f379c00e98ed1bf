import type { Needs } from '../context.ts'

/** Seconds. Half a working day: then the page says to open the app again. */
const SESSION_SECONDS = 4 * 3600

/** Open a session for a member of a BigCommerce store's staff. */
export async function openMember(
  ctx: Needs<'now' | 'members'>,
  { myshopifyDomain, userId }: { myshopifyDomain: string; userId: string },
): Promise<string> {
  const startsAt = ctx.now()
  return ctx.members.open({ myshopifyDomain, userId, startsAt, endsAt: startsAt + SESSION_SECONDS })
}
