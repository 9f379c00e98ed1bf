import { parseCode } from '../accessCode/parseCode.ts'
import { isDiscounting, type ReactionEntry } from '../gate/reactionKinds.ts'
import type { ProofEntry } from '../proof/types.ts'
import { compareOffers } from '../settlement/compareOffers.ts'
import { countBought } from '../settlement/countBought.ts'
import type { SettlementPlan } from '../settlement/planSettlement.ts'
import type { OrderDiscount, OrderFacts, OrderLine, Settlement } from '../settlement/types.ts'
import type { LineUse } from '../settlement/uses.ts'
import { formatDayOn } from './formatDayOn.ts'
import { type OrderShare, WHOLE_SHOP } from './types.ts'

type Parameters = {
  readonly order: OrderFacts
  readonly plan: Pick<SettlementPlan, 'lines' | 'orderGates' | 'deciding' | 'proofs'>
  readonly settlement: Pick<Settlement, 'lines' | 'wholeOutcome'>
  readonly ianaTimezone: string
}
type Sum = { revenue: bigint; discount: bigint }

/**
 * List what an order adds to the numbers of its gates and of the shop, on the day of the order.
 *
 * Revenue is what was paid for the lines that a gate's proof paid for; a gate that discounted the order or its shipping
 * has all lines. The discount is what this app took off them. Only units that are left count, and nothing of a canceled
 * order or of a line that broke a rule.
 */
export function listOrderShares({ order, plan, settlement, ianaTimezone }: Parameters): OrderShare[] {
  if (order.cancelledAt !== null || order.isStaffMade) return []
  const sums = new Map<number, Sum>()
  const add = (gate: number, { revenue = 0n, discount = 0n }: Partial<Sum>) => {
    const sum = sums.get(gate) ?? { revenue: 0n, discount: 0n }
    sums.set(gate, { revenue: sum.revenue + revenue, discount: sum.discount + discount })
  }
  const orderGates = settlement.wholeOutcome === 'committed' ? plan.orderGates : []
  for (const use of plan.lines) {
    const gates = [...new Set([...listGates(use, settlement), ...orderGates])]
    if (gates.length === 0 || countBought(use.line) === 0) continue
    const revenue = readLeft(use.line, addPaid(use.line))
    for (const gate of [...gates, WHOLE_SHOP]) add(gate, { revenue })
    for (const one of use.line.discounts ?? []) {
      const from = one.isWhole ? orderGates : listGates(use, settlement)
      const giver = findGiver({
        one,
        gates: from,
        off: one.isWhole ? 'order' : 'items',
        line: use.line,
        plan,
      })
      const discount = readLeft(use.line, one.amount)
      if (giver !== undefined) for (const gate of [giver, WHOLE_SHOP]) add(gate, { discount })
    }
  }
  for (const one of order.shippingDiscounts ?? []) {
    const gates = orderGates.filter((gate) => sums.has(gate))
    const giver = findGiver({ one, gates, off: 'shipping', line: null, plan })
    if (giver !== undefined) for (const gate of [giver, WHOLE_SHOP]) add(gate, { discount: one.amount })
  }
  const dayOn = formatDayOn({ at: order.createdAt, ianaTimezone })
  return [...sums].sort(([a], [b]) => a - b).map(([gate, sum]) => ({ gate, dayOn, ...sum }))
}

/** The gates whose proof paid for a line. */
function listGates({ line, gates }: LineUse, settlement: Parameters['settlement']): readonly number[] {
  const settled = settlement.lines.find(({ lineId }) => lineId === line.id)
  return settled?.outcome === 'committed' ? gates : []
}

/** What was paid for all units of a line. */
function addPaid({ unitPrice, quantity, discounts = [] }: OrderLine): bigint {
  const off = discounts.reduce((sum, { amount }) => sum + amount, 0n)
  const paid = (unitPrice ?? 0n) * BigInt(quantity) - off
  return paid > 0n ? paid : 0n
}

/** The part of a line's amount for the units that are left of those that the checkout sold. */
function readLeft(line: OrderLine, amount: bigint): bigint {
  if (line.quantity === 0) return 0n
  return (amount * BigInt(countBought(line))) / BigInt(line.quantity)
}

/** The gate that gave a discount of this app: by its code, or the one that takes most off. */
function findGiver(parameters: {
  one: OrderDiscount
  gates: readonly number[]
  off: NonNullable<ReactionEntry['off']>
  line: OrderLine | null
  plan: Parameters['plan']
}): number | undefined {
  const { one, gates, off, line, plan } = parameters
  const entries =
    one.code === null ? (one.isOurs ? listDeciding(gates, plan) : []) : listCoded(one.code, plan)
  const giving = entries.filter(({ gate, reaction }) => gates.includes(gate) && isDiscounting(reaction, off))
  return giving.sort((a, b) => compareOffers({ a, b, unitPrice: line?.unitPrice ?? null }))[0]?.gate
}

function listDeciding(gates: readonly number[], { deciding }: Parameters['plan']): ProofEntry[] {
  return gates.flatMap((gate) => deciding.get(gate)?.entry ?? [])
}

function listCoded(text: string, { proofs }: Parameters['plan']): ProofEntry[] {
  const code = parseCode(text)
  return proofs.flatMap((proof) =>
    proof.kind === 'good' && proof.place.kind === 'code' && proof.place.code === code ? proof.entries : [],
  )
}
