import { planTags } from '../../core/customer/customerTags.ts'
import type { TaggingState } from '../../core/customer/tagging.ts'
import type { TaggedGate } from '../../core/customer/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { readTagging } from './readTagging.ts'

export type ListTaggedGatesResult = {
  readonly shop: Shop
  readonly state: TaggingState
  readonly gates: readonly TaggedGate[]
  /** Customers who still have the tag of a gate that was deleted. */
  readonly leaving: number
}

/** Find what the customers of a shop's gates get. Costs one request to Shopify. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listTaggedGates(
  ctx: Needs<'shops' | 'gates' | 'customers' | 'shopify'>,
  { myshopifyDomain, number }: { myshopifyDomain: string; number?: number },
): Promise<ListTaggedGatesResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId } = shop
  const [state, { gates: all }, tags, counts] = await Promise.all([
    readTagging(ctx),
    number === undefined
      ? ctx.gates.listReadable({ shopId })
      : ctx.gates.load({ shopId, number }).then((gate) => ({ gates: [gate] })),
    ctx.customers.listTags({ shopId }),
    ctx.customers.countGates({ shopId }),
  ])
  const choiceOf = new Map(tags.map((one) => [one.gate, one]))
  const countOf = new Map(counts.map((one) => [one.gate, one]))
  const wanted = planTags({ gates: all, tags, isOn: shop.settings.tagsCustomers })
  return {
    shop,
    state,
    leaving: counts.reduce((sum, { leaving }) => sum + leaving, 0),
    gates: all.map((gate) => ({
      gate,
      choice: choiceOf.get(gate.number) ?? {
        ...{ gate: gate.number, tag: null, isOn: true, removesWhenPaused: false },
      },
      tag: wanted.get(gate.number) ?? null,
      count: countOf.get(gate.number) ?? null,
    })),
  }
}
