import { listActiveDiscounts, type StandinDiscount } from '../state.ts'
import type { DiscountClaim } from './applyDiscounts.ts'
import type { CheckoutLine } from './listLines.ts'
import { type DiscountOperation, parseOperations } from './parseOperations.ts'
import { type RunOwnerParameters, runOwner } from './runOwner.ts'

const LINES = 'cart.lines.discounts.generate.run'
const DELIVERY = 'cart.delivery-options.discounts.generate.run'

/**
 * Runs the Functions of the automatic discounts: first every lines target, then the delivery targets. It skips a
 * discount that applies to no kind of purchase in the cart.
 */
export function claimDiscounts(run: RunOwnerParameters): DiscountClaim[] {
  const active = listActiveDiscounts(run.context.shop).filter((discount) =>
    run.lines.some((line) => suits(discount, line)),
  )
  const claims = active.map((discount) => ({
    discountId: discount.id,
    title: discount.title,
    code: null,
    combinesWith: discount.combinesWith,
    operations: runDiscount(run, discount, LINES),
  }))
  for (const [at, discount] of active.entries()) {
    const targets = run.context.functions.get(discount.functionHandle)?.targets ?? []
    if (run.groups.length === 0 || !targets.some(({ target }) => target === DELIVERY)) continue
    claims[at]?.operations.push(...runDiscount(run, discount, DELIVERY))
  }
  return claims.filter((claim) => claim.operations.length > 0)
}

function runDiscount(
  run: RunOwnerParameters,
  discount: StandinDiscount,
  target: string,
): DiscountOperation[] {
  const { lines, groups } = run
  const { discountClasses } = discount
  const operations = runOwner({
    ...run,
    handle: discount.functionHandle,
    target,
    owner: { gid: discount.id, discountClasses },
    read: (result) => parseOperations({ result, lines, groups, discountClasses }),
  })
  return (operations ?? []).map((operation) => narrow(operation, run, discount))
}

/** Removes the lines and deliveries of a kind of purchase to which the discount does not apply. */
function narrow(
  operation: DiscountOperation,
  { lines, groups }: RunOwnerParameters,
  discount: StandinDiscount,
): DiscountOperation {
  const strange = new Set(lines.filter((line) => !suits(discount, line)).map((line) => line.id))
  if (operation.kind === 'product') {
    const candidates = operation.candidates.map((candidate) => ({
      ...candidate,
      targets: candidate.targets.filter(({ lineId }) => !strange.has(lineId)),
    }))
    return { ...operation, candidates }
  }
  if (operation.kind === 'order') {
    const candidates = operation.candidates.map((candidate) => ({
      ...candidate,
      excludedLineIds: new Set([...candidate.excludedLineIds, ...strange]),
    }))
    return { ...operation, candidates }
  }
  const known = groups
    .filter((group) => group.lineIds.some((id) => !strange.has(id)))
    .map((group) => group.id)
  const candidates = operation.candidates.map((candidate) => ({
    ...candidate,
    groupIds: new Set(known.filter((id) => candidate.groupIds.has(id))),
  }))
  return { ...operation, candidates }
}

function suits(discount: StandinDiscount, { line }: CheckoutLine): boolean {
  return line.sellingPlan ? discount.appliesOnSubscription : discount.appliesOnOneTimePurchase
}
