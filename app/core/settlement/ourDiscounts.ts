import { isDiscounting, type ReactionEntry } from '../gate/reactionKinds.ts'
import type { SettlementPlan } from './planSettlement.ts'
import type { OrderDiscount, OrderFacts, OrderLine } from './types.ts'

type Plan = Pick<SettlementPlan, 'lines' | 'deciding' | 'orderFaults'>

/** List the titles of an order's automatic discounts that are not known to be this app's, each once. */
export function listUnknownTitles(order: OrderFacts): string[] {
  const unknown = listDiscounts(order).filter(({ isOurs, code }) => !isOurs && code === null)
  return [...new Set(unknown.flatMap(({ title }) => title ?? []))]
}

/** Set that discounts with these titles are this app's: a gate gives or gave its discounts such a name. */
export function setOurDiscounts<Order extends OrderFacts>({
  order,
  titles,
}: {
  order: Order
  titles: readonly string[]
}): Order {
  const set = (one: OrderDiscount): OrderDiscount =>
    one.code === null && one.title !== undefined && titles.includes(one.title)
      ? { ...one, isOurs: true }
      : one
  const lines = order.lines.map((line) => {
    const discounts = line.discounts?.map(set)
    if (!discounts) return line
    return { ...line, discounts, hasOurDiscount: line.hasOurDiscount || hasOwn(discounts) }
  })
  const shippingDiscounts = order.shippingDiscounts?.map(set)
  return {
    ...order,
    lines,
    ...(shippingDiscounts && { shippingDiscounts }),
    hasOurOrderDiscount: order.hasOurOrderDiscount || hasWhole(lines),
    hasOurShippingDiscount:
      order.hasOurShippingDiscount || (shippingDiscounts ?? []).some(({ isOurs }) => isOurs),
  }
}

/** List the titles of this app's discounts for which the order has no proof, each once. */
export function listUnprovedTitles({ order, plan }: { order: OrderFacts; plan: Plan }): string[] {
  const lines = plan.lines.flatMap((use) => (isUnproved(use, plan) ? listOwn(use.line) : []))
  return [...new Set([...lines, ...listUnprovedWhole({ order, plan })].flatMap(({ title }) => title ?? []))]
}

/**
 * Remove from this app's discounts those that the order has no proof for, and whose title a discount of somebody else
 * has too: our Function gives nothing without a proof, so they are the other's.
 */
export function removeUnproved<Order extends OrderFacts>({
  order,
  plan,
  titles,
}: {
  order: Order
  plan: Plan
  titles: readonly string[]
}): Order {
  const unproved = new Set(plan.lines.filter((use) => isUnproved(use, plan)).map(({ line }) => line.id))
  const whole = listUnprovedWhole({ order, plan }).map(({ title }) => title)
  const isTheirs = ({ title }: OrderDiscount) => title !== undefined && titles.includes(title)
  const lines = order.lines.map((line) => {
    const discounts = line.discounts?.map((one) => {
      const isFree = one.isWhole ? whole.includes(one.title) : unproved.has(line.id)
      return isFree && isTheirs(one) ? { ...one, isOurs: false } : one
    })
    return discounts ? { ...line, discounts, hasOurDiscount: line.hasOurDiscount && hasOwn(discounts) } : line
  })
  const shippingDiscounts = order.shippingDiscounts?.map((one) =>
    whole.includes(one.title) && isTheirs(one) ? { ...one, isOurs: false } : one,
  )
  return {
    ...order,
    lines,
    ...(shippingDiscounts && { shippingDiscounts }),
    hasOurOrderDiscount: order.hasOurOrderDiscount && hasWhole(lines),
    hasOurShippingDiscount:
      order.hasOurShippingDiscount && (shippingDiscounts ?? []).some(({ isOurs }) => isOurs),
  }
}

function listDiscounts(order: OrderFacts): OrderDiscount[] {
  return [...order.lines.flatMap(({ discounts = [] }) => discounts), ...(order.shippingDiscounts ?? [])]
}

const hasOwn = (discounts: readonly OrderDiscount[]) =>
  discounts.some(({ isOurs, isWhole }) => isOurs && !isWhole)
const hasWhole = (lines: readonly OrderLine[]) =>
  lines.some(({ discounts = [] }) => discounts.some(({ isOurs, isWhole }) => isOurs && isWhole))
const listOwn = ({ discounts = [] }: OrderLine) =>
  discounts.filter(({ isOurs, isWhole }) => isOurs && !isWhole)

/** Whether no gate that decides about a line gives its discount. */
function isUnproved({ line, gates }: Plan['lines'][number], { deciding }: Plan): boolean {
  return line.hasOurDiscount && !canGive(gates, deciding, 'items')
}

function canGive(
  gates: readonly number[],
  deciding: Plan['deciding'],
  off: NonNullable<ReactionEntry['off']>,
): boolean {
  return gates.some((gate) => {
    const entry = deciding.get(gate)?.entry
    return entry !== undefined && isDiscounting(entry.reaction, off)
  })
}

/** The discounts of the order and of its shipping that have no proof. */
function listUnprovedWhole({ order, plan }: { order: OrderFacts; plan: Plan }): OrderDiscount[] {
  if (!plan.orderFaults.some(({ kind }) => kind === 'order-discount')) return []
  const all = [...plan.deciding.keys()]
  const isGiven = (off: 'order' | 'shipping') => canGive(all, plan.deciding, off)
  return [
    ...(isGiven('order')
      ? []
      : order.lines.flatMap(({ discounts = [] }) => discounts.filter((one) => one.isWhole))),
    ...(isGiven('shipping') ? [] : (order.shippingDiscounts ?? [])),
  ].filter(({ isOurs }) => isOurs)
}
