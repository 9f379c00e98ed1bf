import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import type { Needs } from './context.ts'
import { type FoundSubject, findSubject } from './findSubject.ts'

/**
 * A gate as a merchant opens it, with what it is about.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 */
export async function loadGate(
  ctx: Needs<'shops' | 'gates' | 'shopify'>,
  { myshopifyDomain, number }: { myshopifyDomain: string; number: number },
): Promise<{ shop: Shop; gate: Gate } & FoundSubject> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  return { shop, gate, ...(await findSubject(ctx, { subject: gate.subject })) }
}
