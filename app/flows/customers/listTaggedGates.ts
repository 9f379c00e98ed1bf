import { planTags } from '../../core/customer/customerTags.ts'
import type { TaggingState } from '../../core/customer/tagging.ts'
import type { TaggedGate } from '../../core/customer/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { readTagging } from './readTagging.ts'

/** Gates whose customers are counted. */
const MOST_GATES = 50

export type ListTaggedGatesResult = {
  readonly shop: Shop
  readonly state: TaggingState
  /** One gate, or the first fifty of the shop: those before others that have customers. */
  readonly gates: readonly TaggedGate[]
  /** How many gates were left out. */
  readonly moreGates: number
  /** Tags that are still to be removed, those of deleted gates included; at most `MOST_COUNTED`. */
  readonly leaving: number
}

/** Find what the customers of a shop's gates get. Costs one request to Shopify. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listTaggedGates(
  ctx: Needs<'shops' | 'gates' | 'customers' | 'shopify'>,
  { myshopifyDomain, number }: { myshopifyDomain: string; number?: number },
): Promise<ListTaggedGatesResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId } = shop
  const [state, { gates: all }, tags, leaving] = await Promise.all([
    readTagging(ctx),
    number === undefined
      ? ctx.gates.listReadable({ shopId })
      : ctx.gates.load({ shopId, number }).then((gate) => ({ gates: [gate] })),
    ctx.customers.listTags({ shopId }),
    ctx.customers.countLeaving({ shopId }),
  ])
  const numbers = all.map((gate) => gate.number)
  const counts = await ctx.customers.countGates({ shopId, gates: numbers, limit: MOST_GATES })
  const choiceOf = new Map(tags.map((one) => [one.gate, one]))
  const countOf = new Map(counts.map((one) => [one.gate, one]))
  const wanted = planTags({ gates: all, tags, isOn: shop.settings.tagsCustomers })
  const [some, others] = [all.filter(isCounted), all.filter((gate) => !isCounted(gate))]
  const shown = [...some, ...others].slice(0, MOST_GATES)
  return {
    ...{ shop, state, leaving, moreGates: all.length - shown.length },
    gates: shown.map((gate) => ({
      gate,
      choice: choiceOf.get(gate.number) ?? {
        ...{ gate: gate.number, tag: null, isOn: true, removesWhenPaused: false },
      },
      tag: wanted.get(gate.number) ?? null,
      count: countOf.get(gate.number) ?? null,
    })),
  }

  function isCounted({ number: one }: { number: number }): boolean {
    return countOf.has(one)
  }
}
