import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Needs } from '../context.ts'

/** Seconds. People rarely change their names. */
const READ_AGAIN = 30 * 24 * 3600

/**
 * Store the name of a member of the staff, unless it was read in the last thirty days. Shopify tells it with a token of
 * the member, which is not kept. A failure is not an error: the history then shows no name.
 */
export async function updateStaffName(
  ctx: Needs<'now' | 'shops' | 'staff'>,
  {
    myshopifyDomain,
    userId,
    readName,
  }: {
    readonly myshopifyDomain: string
    readonly userId: string
    /** Ask Shopify; null if it does not tell. */
    readonly readName: () => Promise<string | null>
  },
): Promise<void> {
  const at = ctx.now()
  const shop = await ctx.shops.load(myshopifyDomain).catch(nullIfKnown)
  if (!shop) return
  const { id: shopId } = shop
  if (await ctx.staff.hasName({ shopId, userId, since: at - READ_AGAIN })) return
  const name = await readName()
  if (name !== null) await ctx.staff.setName({ shopId, userId, name, at })
}
