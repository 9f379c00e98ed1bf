import { listCodes } from '../../core/accessCode/listCodes.ts'
import type { AccessCode } from '../../core/accessCode/types.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Take a code off Shopify, both where it is the first of two; one that is not there is nothing to do.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function withdrawCode(
  ctx: Needs<'accessCodes' | 'shopify'>,
  { shopId, code: row }: { shopId: ShopId; code: AccessCode },
): Promise<void> {
  // Written down last: what fails here is tried again, and whoever is making it just now learns of it afterwards.
  for (const code of listCodes(row.code)) {
    const known = code === row.code ? row.discountId : null
    const discountId = known ?? (await ctx.shopify.findCodeDiscount({ code }))?.discountId
    if (discountId) await ctx.shopify.deleteCodeDiscount({ discountId })
  }
  await ctx.accessCodes.setGone({ shopId, code: row.code })
}
