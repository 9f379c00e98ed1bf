import { divideRounded, parseDecimal, toMinor } from './decimal.ts'
import type { CheckoutLine } from './listLines.ts'
import type { DiscountOperation, DiscountValue, OrderCandidate, ProductCandidate } from './parseOperations.ts'

/** What one automatic discount's run asks for. */
export type DiscountClaim = {
  discountId: string
  title: string
  combinesWith: { productDiscounts: boolean; orderDiscounts: boolean }
  operations: DiscountOperation[]
}

/** A discount that was given, in minor units. `title` is what the shopper reads. */
export type GivenDiscount = { discountId: string; title: string; amountMinor: bigint }

export type ApplyDiscountsParameters = {
  lines: readonly CheckoutLine[]
  claims: readonly DiscountClaim[]
  decimals: number
}

export type ApplyDiscountsResult = {
  /** By line id; a line has at most one product discount. */
  lineDiscounts: Map<string, GivenDiscount>
  orderDiscounts: GivenDiscount[]
}

type Node = { claim: DiscountClaim; kind: 'product' | 'order' }

/**
 * Applies what Functions asked for by Shopify's rules: one product discount per line, the best one; discounts
 * combine only where both allow it; of the ways to combine them, the one that saves most.
 */
export function applyDiscounts(parameters: ApplyDiscountsParameters): ApplyDiscountsResult {
  const nodes: Node[] = parameters.claims.flatMap((claim) =>
    (['product', 'order'] as const)
      .filter((kind) => claim.operations.some((operation) => operation.kind === kind))
      .map((kind) => ({ claim, kind })),
  )
  let best: { result: ApplyDiscountsResult; savedMinor: bigint } | null = null
  for (const group of listGroups(nodes)) {
    const result = applyGroup(parameters, group)
    const given = [...result.lineDiscounts.values(), ...result.orderDiscounts]
    const savedMinor = given.reduce((sum, discount) => sum + discount.amountMinor, 0n)
    if (!best || savedMinor > best.savedMinor) best = { result, savedMinor }
  }
  return best?.result ?? { lineDiscounts: new Map(), orderDiscounts: [] }
}

/** Lists every largest set of discounts of which each two combine. */
function listGroups(nodes: readonly Node[]): Node[][] {
  const groups: Node[][] = []
  const grow = (group: Node[], open: Node[], done: Node[]): void => {
    if (open.length === 0 && done.length === 0) groups.push(group)
    const rest = [...open]
    const past = [...done]
    for (const node of open) {
      const fits = (other: Node) => combine(node, other)
      rest.splice(rest.indexOf(node), 1)
      grow([...group, node], rest.filter(fits), past.filter(fits))
      past.push(node)
    }
  }
  if (nodes.length > 0) grow([], [...nodes], [])
  return groups
}

function combine(left: Node, right: Node): boolean {
  if (left.claim === right.claim) return true
  const allows = (from: Node, to: Node) =>
    to.kind === 'product' ? from.claim.combinesWith.productDiscounts : from.claim.combinesWith.orderDiscounts
  return allows(left, right) && allows(right, left)
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
          const title = candidate.message || claim.title
          lineDiscounts.set(lineId, { discountId: claim.discountId, title, amountMinor })
        }
      }
    }
  }
  return { lineDiscounts, orderDiscounts: applyOrderDiscounts(parameters, group, lineDiscounts) }
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
        given.push({
          discountId: claim.discountId,
          title: candidate.message || claim.title,
          amountMinor: amount,
        })
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

/** Shares an amount out by worth, to the last minor unit. */
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
