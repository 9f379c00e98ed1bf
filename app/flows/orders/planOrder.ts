import type { Shop } from '../../core/gate/shop.ts'
import { NAMED_SECONDS } from '../../core/settlement/margins.ts'
import {
  listUnknownTitles,
  listUnprovedTitles,
  removeUnproved,
  setOurDiscounts,
} from '../../core/settlement/ourDiscounts.ts'
import { planSettlement, type SettlementPlan } from '../../core/settlement/planSettlement.ts'
import type { OrderFacts, SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { loadSettlementInput } from './loadSettlementInput.ts'

export type PlanOrderNeeds = Needs<
  | 'now'
  | 'gates'
  | 'collections'
  | 'settlements'
  | 'accessCodes'
  | 'counter'
  | 'ledger'
  | 'signProof'
  | 'shopify'
>

/**
 * Plan the settlement of an order, and find out which of its automatic discounts are this app's. An order names such a
 * discount by its text alone. It is ours if it has the title of our discounts, or a name that a gate gives or ever gave.
 *
 * If such a discount has no proof, Shopify is asked whether somebody else's discount has the same title. Then it is
 * theirs: ours is given for a proof alone, and nobody is accused because two discounts share a name. The other discount
 * may be deleted since, so an order that concerned no gate is not accused by a name a day later, as when it is refunded.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function planOrder<Order extends OrderFacts>(
  ctx: PlanOrderNeeds,
  parameters: { shop: Shop; order: Order; cartToken: string | null; before: SettlementRow | null },
): Promise<{ order: Order; plan: SettlementPlan }> {
  const { shop } = parameters
  const names = listUnknownTitles(parameters.order)
  const titles = names.length === 0 ? [] : await ctx.gates.listDiscountNames({ shopId: shop.id, names })
  const order = setOurDiscounts({ order: parameters.order, titles })
  const input = await loadSettlementInput(ctx, { ...parameters, order })
  const plan = planSettlement(input)
  const unproved = listUnprovedTitles({ order, plan })
  if (unproved.length === 0) return { order, plan }
  const others = await ctx.shopify.listOtherTitles()
  const isLate = parameters.before === null && ctx.now() - order.createdAt > NAMED_SECONDS
  const shared = unproved.filter((title) => others.includes(title) || (isLate && titles.includes(title)))
  if (shared.length === 0) return { order, plan }
  const left = removeUnproved({ order, plan, titles: shared })
  return { order: left, plan: planSettlement({ ...input, order: left }) }
}
