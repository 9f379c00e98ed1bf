import { isDiscounting } from '../gate/reactionKinds.ts'
import type { ProofEntry } from '../proof/types.ts'
import { compareOffers } from './compareOffers.ts'
import { findSecondCodes, listWholeCodes } from './findSecondCodes.ts'
import { canCarryEntry, isEntryPresent, listEntries } from './isEntryFor.ts'
import type { OrderFacts, SettlementReason } from './types.ts'
import type { FindUsesResult, LineUse, Offers } from './uses.ts'

/** Find which proofs discounted the order as a whole or its shipping, and which such discounts have no proof. */
export function findOrderUses(
  parameters: Offers & { readonly lines: readonly LineUse[] },
): Pick<FindUsesResult, 'orderGates' | 'orderFaults'> {
  const { order, lines } = parameters
  const used = new Set(lines.flatMap(({ gates }) => gates))
  const choose = (entries: ProofEntry[]) => {
    const present = entries.filter((entry) => isEntryPresent({ ...parameters, entry }))
    return present.length > 0 ? present : entries
  }
  // A code that discounted no line discounted the order or its shipping.
  const coded = parameters.proofs.flatMap((proof) =>
    proof.kind === 'good' && proof.place.kind === 'code'
      ? proof.entries.filter(({ gate }) => !used.has(gate))
      : [],
  )
  const orderGates = coded.map(({ gate }) => gate as number)
  const orderFaults = [
    ...coded.flatMap((entry) => findMissing({ ...parameters, entry }) ?? []),
    ...findSecondCodes(listWholeCodes(order.lines), parameters.proofs),
  ]
  if (order.hasOurOrderDiscount) {
    const offers = choose(listEntries(parameters).filter(({ reaction }) => isDiscounting(reaction, 'order')))
    const [best] = offers.sort((a, b) => compareOffers({ a, b, unitPrice: addPrices(order) }))
    if (best) orderGates.push(best.gate)
    else orderFaults.push({ kind: 'order-discount' })
  }
  if (order.hasOurShippingDiscount) {
    const free = choose(listEntries(parameters).filter(({ reaction }) => isDiscounting(reaction, 'shipping')))
    // All give the same, so prefer a gate that was used anyway.
    const best = free.find(({ gate }) => used.has(gate) || orderGates.includes(gate)) ?? free[0]
    if (best) orderGates.push(best.gate)
    else orderFaults.push({ kind: 'order-discount' })
  }
  return { orderGates: [...new Set(orderGates)].sort((a, b) => a - b), orderFaults }
}

/** Shopify accepts a code on the order or its shipping for any cart: check that the order has something of its gate. */
function findMissing(parameters: Offers & { entry: ProofEntry }): SettlementReason | null {
  const { entry, order, before, byNumber } = parameters
  const { gate, revision, reaction } = entry
  const reason = { kind: 'no-item', gate } as const
  if (before) return before.reasons.some((one) => one.kind === 'no-item' && one.gate === gate) ? reason : null
  if (!isDiscounting(reaction, 'order', 'shipping') || !byNumber.get(gate)?.revisions.has(revision))
    return null
  const mayBe = order.lines.some((line) => line.boughtQuantity > 0 && canCarryEntry({ ...parameters, line }))
  return mayBe || isEntryPresent(parameters) ? null : reason
}

function addPrices({ lines }: OrderFacts): bigint | null {
  let sum = 0n
  for (const { unitPrice, boughtQuantity } of lines) {
    if (unitPrice === undefined || unitPrice === null) return null
    sum += unitPrice * BigInt(boughtQuantity)
  }
  return sum
}
