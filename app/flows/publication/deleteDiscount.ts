import type { Needs } from '../context.ts'

/** Delete a discount at Shopify. If another process has deleted it already, that is no error. */
export async function deleteDiscount(ctx: Needs<'shopify'>, discount: { discountId: string }): Promise<void> {
  try {
    await ctx.shopify.deleteDiscount(discount)
  } catch (error) {
    if (await ctx.shopify.findDiscount(discount)) throw error
  }
}
