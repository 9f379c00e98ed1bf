import { divideRounded, parseDecimal, toMinor } from './decimal.ts'
import { type CombinableNode, listCombinations } from './listCombinations.ts'
import type { DeliveryGroup } from './listDeliveryGroups.ts'
import type { CheckoutLine } from './listLines.ts'
import type { DiscountOperation, DiscountValue, OrderCandidate, ProductCandidate } from './parseOperations.ts'

/** Operations that one discount requests: an automatic one by its Function's runs, a code by its settings. */
export type DiscountClaim = {
  discountId: string
  title: string
  /** The code as the shopper entered it; null for an automatic discount. */
  code: string | null
  combinesWith: { productDiscounts: boolean; orderDiscounts: boolean; shippingDiscounts: boolean }
  operations: DiscountOperation[]
}

/** An applied discount, in minor units. `title` is the text for the shopper. */
export type GivenDiscount = { discountId: string; title: string; code: string | null; amountMinor: bigint }

export type ApplyDiscountsParameters = {
  lines: readonly CheckoutLine[]
  groups: readonly DeliveryGroup[]
  claims: readonly DiscountClaim[]
  decimals: number
}

export type ApplyDiscountsResult = {
  /** By line id; a line has at most one product discount. */
  lineDiscounts: Map<string, GivenDiscount>
  orderDiscounts: GivenDiscount[]
  /** By delivery group; each has at most one. */
  shippingDiscounts: Map<string, GivenDiscount>
}

type Node = CombinableNode<DiscountClaim>

/**
 * Applies the requested discounts by Shopify's rules: one product discount per line, the best one; discounts combine
 * only if both allow it; of all combinations, it chooses the one that saves most.
 */
export function applyDiscounts(parameters: ApplyDiscountsParameters): ApplyDiscountsResult {
  const nodes: Node[] = parameters.claims.flatMap((claim) =>
    (['product', 'order', 'delivery'] as const)
      .filter((kind) => claim.operations.some((operation) => operation.kind === kind))
      .map((kind) => ({ claim, kind })),
  )
  let best: { result: ApplyDiscountsResult; savedMinor: bigint } | null = null
  for (const group of listCombinations(nodes)) {
    const result = applyGroup(parameters, group)
    const { lineDiscounts, orderDiscounts, shippingDiscounts } = result
    const given = [...lineDiscounts.values(), ...orderDiscounts, ...shippingDiscounts.values()]
    const savedMinor = given.reduce((sum, discount) => sum + discount.amountMinor, 0n)
    if (!best || savedMinor > best.savedMinor) best = { result, savedMinor }
  }
  return best?.result ?? { lineDiscounts: new Map(), orderDiscounts: [], shippingDiscounts: new Map() }
}

function applyGroup(parameters: ApplyDiscountsParameters, group: readonly Node[]): ApplyDiscountsResult {
  const lineDiscounts = new Map<string, GivenDiscount>()
  for (const { claim } of group.filter((node) => node.kind === 'product')) {
    for (const operation of claim.operations) {
      if (operation.kind !== 'product') continue
      const candidates = operation.candidates.map((candidate) => ({
        candidate,
        amounts: valueProductCandidate(candidate, parameters),
      }))
      for (const { candidate, amounts } of choose(operation.strategy, candidates, (one) =>
        sum(one.amounts),
      )) {
        for (const [lineId, amountMinor] of amounts) {
          const known = lineDiscounts.get(lineId)
          if (amountMinor <= (known?.amountMinor ?? 0n)) continue
          lineDiscounts.set(lineId, give(claim, candidate.message, amountMinor))
        }
      }
    }
  }
  return {
    lineDiscounts,
    orderDiscounts: applyOrderDiscounts(parameters, group, lineDiscounts),
    shippingDiscounts: applyShippingDiscounts(parameters, group),
  }
}

function give(claim: DiscountClaim, message: string | null, amountMinor: bigint): GivenDiscount {
  const { discountId, code } = claim
  // A code appears as the shopper entered it, regardless of its run's message.
  return { discountId, title: code ?? (message || claim.title), code, amountMinor }
}

function applyShippingDiscounts(
  { groups, decimals }: ApplyDiscountsParameters,
  chosen: readonly Node[],
): Map<string, GivenDiscount> {
  const given = new Map<string, GivenDiscount>()
  for (const { claim } of chosen.filter((node) => node.kind === 'delivery')) {
    for (const operation of claim.operations) {
      if (operation.kind !== 'delivery') continue
      for (const { message, value, groupIds } of operation.candidates) {
        for (const { id, costMinor } of groups.filter((group) => groupIds.has(group.id))) {
          const worth =
            value.kind === 'percentage'
              ? takePercent(value, costMinor)
              : smaller(toMinor(value.amount, decimals), costMinor)
          if (worth > (given.get(id)?.amountMinor ?? 0n)) given.set(id, give(claim, message, worth))
        }
      }
    }
  }
  return given
}

function applyOrderDiscounts(
  parameters: ApplyDiscountsParameters,
  group: readonly Node[],
  lineDiscounts: ReadonlyMap<string, GivenDiscount>,
): GivenDiscount[] {
  const leftMinor = new Map(
    parameters.lines.map((line) => [
      line.id,
      line.subtotalMinor - (lineDiscounts.get(line.id)?.amountMinor ?? 0n),
    ]),
  )
  let roomMinor = sum(leftMinor)
  const given: GivenDiscount[] = []
  for (const { claim } of group.filter((node) => node.kind === 'order')) {
    for (const operation of claim.operations) {
      if (operation.kind !== 'order') continue
      const candidates = operation.candidates
        .filter((candidate) => meetsConditions(candidate, parameters, leftMinor))
        .map((candidate) => ({
          candidate,
          amountMinor: valueOrderCandidate(candidate, parameters, leftMinor),
        }))
      for (const { candidate, amountMinor } of choose(
        operation.strategy,
        candidates,
        (one) => one.amountMinor,
      )) {
        const amount = smaller(amountMinor, roomMinor)
        if (amount <= 0n) continue
        roomMinor -= amount
        given.push(give(claim, candidate.message, amount))
      }
    }
  }
  return given
}

function choose<T>(strategy: 'FIRST' | 'MAXIMUM' | 'ALL', candidates: T[], worth: (one: T) => bigint): T[] {
  if (strategy === 'ALL') return candidates
  if (strategy === 'FIRST') return candidates.slice(0, 1)
  const [first] = [...candidates].sort((left, right) =>
    worth(left) < worth(right) ? 1 : worth(left) > worth(right) ? -1 : 0,
  )
  return first === undefined ? [] : [first]
}

function valueProductCandidate(
  candidate: ProductCandidate,
  { lines, decimals }: ApplyDiscountsParameters,
): Map<string, bigint> {
  const targets = candidate.targets.flatMap(({ lineId, quantity }) => {
    const line = lines.find((one) => one.id === lineId)
    return line ? [{ line, quantity: BigInt(quantity), worthMinor: line.unitMinor * BigInt(quantity) }] : []
  })
  const { value } = candidate
  if (value.kind === 'percentage') {
    return new Map(targets.map(({ line, worthMinor }) => [line.id, takePercent(value, worthMinor)]))
  }
  const amountMinor = toMinor(value.amount, decimals)
  if (value.appliesToEachItem) {
    return new Map(
      targets.map(({ line, quantity }) => [line.id, smaller(amountMinor, line.unitMinor) * quantity]),
    )
  }
  return spread(
    amountMinor,
    targets.map(({ line, worthMinor }) => ({ id: line.id, worthMinor })),
  )
}

function valueOrderCandidate(
  candidate: OrderCandidate,
  { decimals }: ApplyDiscountsParameters,
  leftMinor: ReadonlyMap<string, bigint>,
): bigint {
  const { value } = candidate
  const baseMinor = sum([...leftMinor].filter(([id]) => !candidate.excludedLineIds.has(id)))
  return value.kind === 'percentage'
    ? takePercent(value, baseMinor)
    : smaller(toMinor(value.amount, decimals), baseMinor)
}

function meetsConditions(
  candidate: OrderCandidate,
  { lines, decimals }: ApplyDiscountsParameters,
  leftMinor: ReadonlyMap<string, bigint>,
): boolean {
  const worth = (isCounted: (id: string) => boolean) => sum([...leftMinor].filter(([id]) => isCounted(id)))
  const asMinor = (amount: string | number) => toMinor(parseDecimal(String(amount)), decimals)
  return candidate.conditions.every((condition) => {
    const { orderMinimumSubtotal: order, cartLineMinimumSubtotal: line } = condition
    if (order) return worth((id) => !order.excludedCartLineIds.includes(id)) >= asMinor(order.minimumAmount)
    if (line) return worth((id) => line.ids.includes(id)) >= asMinor(line.minimumAmount)
    const { ids = [], minimumQuantity = 0 } = condition.cartLineMinimumQuantity ?? {}
    const counted = lines.filter((one) => ids.includes(one.id))
    return counted.reduce((count, one) => count + one.quantity, 0) >= minimumQuantity
  })
}

function takePercent(value: Extract<DiscountValue, { kind: 'percentage' }>, worthMinor: bigint): bigint {
  return divideRounded(worthMinor * value.percent.digits, 100n * 10n ** BigInt(value.percent.scale))
}

/** Divides an amount in proportion to worth, to the last minor unit. */
export function spread(
  amountMinor: bigint,
  shares: readonly { id: string; worthMinor: bigint }[],
): Map<string, bigint> {
  const worthMinor = shares.reduce((total, share) => total + share.worthMinor, 0n)
  const totalMinor = smaller(amountMinor, worthMinor)
  const given = new Map<string, bigint>()
  let passedMinor = 0n
  let givenMinor = 0n
  for (const share of shares) {
    passedMinor += share.worthMinor
    const untilHere = worthMinor === 0n ? 0n : (totalMinor * passedMinor) / worthMinor
    given.set(share.id, (given.get(share.id) ?? 0n) + untilHere - givenMinor)
    givenMinor = untilHere
  }
  return given
}

function sum(amounts: Iterable<readonly [string, bigint]>): bigint {
  let total = 0n
  for (const [, amount] of amounts) total += amount
  return total
}

function smaller(left: bigint, right: bigint): bigint {
  return left < right ? left : right
}
