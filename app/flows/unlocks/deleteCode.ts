import { listCodes } from '../../core/accessCode/listCodes.ts'
import type { AccessCode } from '../../core/accessCode/types.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Delete a code at Shopify, both codes if it is the first of a pair. A code that is not there is skipped.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function deleteCode(
  ctx: Needs<'accessCodes' | 'shopify'>,
  { shopId, code: row }: { shopId: ShopId; code: AccessCode },
): Promise<void> {
  // The row is marked last: a failed deletion is retried, and a concurrent `createCode` sees the mark afterwards.
  for (const code of listCodes(row.code)) {
    const known = code === row.code ? row.discountId : null
    const discountId = known ?? (await ctx.shopify.findCodeDiscount({ code }))?.discountId
    if (discountId) await ctx.shopify.deleteCodeDiscount({ discountId })
  }
  await ctx.accessCodes.setGone({ shopId, code: row.code })
}
