import type { Needs } from '../context.ts'

/** Take a discount away at Shopify; whoever was beside us may have done so first. */
export async function dropDiscount(ctx: Needs<'shopify'>, discount: { discountId: string }): Promise<void> {
  try {
    await ctx.shopify.deleteDiscount(discount)
  } catch (error) {
    if (await ctx.shopify.findDiscount(discount)) throw error
  }
}
