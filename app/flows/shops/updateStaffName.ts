import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/** Seconds. People rarely change their names. */
const READ_AGAIN = 30 * 24 * 3600

/**
 * Store the name of a member of the staff, unless it was read in the last thirty days. Shopify tells it with a token of
 * the member, which is not kept. A failure is not an error: the history then shows no name.
 */
export async function updateStaffName(
  ctx: Needs<'now' | 'staff'>,
  {
    shopId,
    userId,
    readName,
  }: {
    readonly shopId: ShopId
    readonly userId: string
    /** Ask Shopify; null if it does not tell. */
    readonly readName: () => Promise<string | null>
  },
): Promise<void> {
  const at = ctx.now()
  if (await ctx.staff.hasName({ shopId, userId, since: at - READ_AGAIN })) return
  const name = await readName()
  if (name !== null) await ctx.staff.setName({ shopId, userId, name, at })
}
