import { type Decimal, parseDecimal } from './decimal.ts'
import { FunctionRunError } from './FunctionRunError.ts'
import type { DeliveryGroup } from './listDeliveryGroups.ts'
import type { CheckoutLine } from './listLines.ts'

/** The value of a candidate. Amounts are decimal in the shopper's currency. */
export type DiscountValue =
  | { kind: 'percentage'; percent: Decimal }
  | { kind: 'fixedAmount'; amount: Decimal; appliesToEachItem: boolean }

export type ProductCandidate = {
  message: string | null
  value: DiscountValue
  /** Units by line id. */
  targets: { lineId: string; quantity: number }[]
}

export type OrderCandidate = {
  message: string | null
  value: DiscountValue
  excludedLineIds: ReadonlySet<string>
  conditions: RawCondition[]
}

export type DeliveryCandidate = {
  message: string | null
  value: DiscountValue
  groupIds: ReadonlySet<string>
}

/** Operations of one run. Operations for entered codes are left out: they do not concern automatic discounts. */
export type DiscountOperation =
  | { kind: 'product'; strategy: 'FIRST' | 'MAXIMUM' | 'ALL'; candidates: ProductCandidate[] }
  | { kind: 'order'; strategy: 'FIRST' | 'MAXIMUM'; candidates: OrderCandidate[] }
  | { kind: 'delivery'; candidates: DeliveryCandidate[] }

type RawDecimal = string | number
type RawValue = {
  percentage?: { value: RawDecimal }
  fixedAmount?: { amount: RawDecimal; appliesToEachItem?: boolean | null }
}
export type RawCondition = {
  orderMinimumSubtotal?: { excludedCartLineIds: string[]; minimumAmount: RawDecimal }
  cartLineMinimumSubtotal?: { ids: string[]; minimumAmount: RawDecimal }
  cartLineMinimumQuantity?: { ids: string[]; minimumQuantity: number }
}
type RawProductCandidate = {
  message?: string | null
  value: RawValue
  prerequisites?: { cartLine?: { id: string; quantity: number } }[] | null
  targets: { cartLine: { id: string; quantity?: number | null } }[]
}
type RawOrderCandidate = {
  message?: string | null
  value: RawValue
  conditions?: RawCondition[] | null
  targets: { orderSubtotal: { excludedCartLineIds: string[] } }[]
}
type RawDeliveryCandidate = {
  message?: string | null
  value: RawValue
  targets: { deliveryGroup?: { id: string }; deliveryOption?: { handle: string } }[]
}
type RawOperation = {
  productDiscountsAdd?: { selectionStrategy: 'FIRST' | 'MAXIMUM' | 'ALL'; candidates: RawProductCandidate[] }
  orderDiscountsAdd?: { selectionStrategy: 'FIRST' | 'MAXIMUM'; candidates: RawOrderCandidate[] }
  deliveryDiscountsAdd?: { candidates: RawDeliveryCandidate[] }
}

export type ParseOperationsParameters = {
  /** Output checked by `coerceOutput`. */
  result: unknown
  lines: readonly CheckoutLine[]
  groups: readonly DeliveryGroup[]
  discountClasses: readonly string[]
}

/**
 * Parses the operations of a checked output against this cart.
 *
 * @throws FunctionRunError for a line that is not in the cart, a value out of range or a class that the discount lacks.
 */
export function parseOperations(parameters: ParseOperationsParameters): DiscountOperation[] {
  const { operations } = parameters.result as { operations: RawOperation[] }
  const quantities = new Map(parameters.lines.map((line) => [line.id, line.quantity]))
  const parsed: DiscountOperation[] = []
  for (const operation of operations) {
    const {
      productDiscountsAdd: product,
      orderDiscountsAdd: order,
      deliveryDiscountsAdd: delivery,
    } = operation
    if (product) {
      requireClass(parameters.discountClasses, 'PRODUCT')
      const candidates = product.candidates.filter((candidate) => meetsPrerequisites(candidate, quantities))
      parsed.push({
        kind: 'product',
        strategy: product.selectionStrategy,
        candidates: candidates.map((candidate) => parseProductCandidate(candidate, quantities)),
      })
    }
    if (order) {
      requireClass(parameters.discountClasses, 'ORDER')
      parsed.push({
        kind: 'order',
        strategy: order.selectionStrategy,
        candidates: order.candidates.map((candidate) => parseOrderCandidate(candidate, quantities)),
      })
    }
    if (delivery) {
      requireClass(parameters.discountClasses, 'SHIPPING')
      parsed.push({
        kind: 'delivery',
        candidates: delivery.candidates.map((candidate) =>
          parseDeliveryCandidate(candidate, parameters.groups),
        ),
      })
    }
  }
  return parsed
}

function parseProductCandidate(raw: RawProductCandidate, quantities: Map<string, number>): ProductCandidate {
  return {
    message: raw.message ?? null,
    value: parseValue(raw.value),
    targets: raw.targets.map(({ cartLine }) => {
      const owned = requireLine(quantities, cartLine.id)
      const quantity = cartLine.quantity ?? owned
      if (quantity < 1) throw new FunctionRunError(`A target asks for ${quantity} units.`)
      return { lineId: cartLine.id, quantity: Math.min(quantity, owned) }
    }),
  }
}

function parseOrderCandidate(raw: RawOrderCandidate, quantities: Map<string, number>): OrderCandidate {
  const excluded = raw.targets.flatMap((target) => target.orderSubtotal.excludedCartLineIds)
  for (const id of excluded) requireLine(quantities, id)
  return {
    message: raw.message ?? null,
    value: parseValue(raw.value),
    excludedLineIds: new Set(excluded),
    conditions: raw.conditions ?? [],
  }
}

function parseDeliveryCandidate(
  raw: RawDeliveryCandidate,
  groups: readonly DeliveryGroup[],
): DeliveryCandidate {
  const groupIds = raw.targets.map(({ deliveryGroup, deliveryOption }) => {
    const found = groups.find((group) =>
      deliveryGroup ? group.id === deliveryGroup.id : group.handle === deliveryOption?.handle,
    )
    if (found) return found.id
    throw new FunctionRunError(`The cart has no delivery ${deliveryGroup?.id ?? deliveryOption?.handle}.`)
  })
  return { message: raw.message ?? null, value: parseValue(raw.value), groupIds: new Set(groupIds) }
}

function meetsPrerequisites(raw: RawProductCandidate, quantities: Map<string, number>): boolean {
  return (raw.prerequisites ?? []).every(
    ({ cartLine }) => !cartLine || requireLine(quantities, cartLine.id) >= cartLine.quantity,
  )
}

function parseValue(raw: RawValue): DiscountValue {
  if (raw.percentage) {
    const percent = parseDecimal(String(raw.percentage.value))
    if (percent.digits < 0n || percent.digits > 100n * 10n ** BigInt(percent.scale)) {
      throw new FunctionRunError(`${raw.percentage.value} is not a percentage from 0 to 100.`)
    }
    return { kind: 'percentage', percent }
  }
  const amount = parseDecimal(String(raw.fixedAmount?.amount))
  if (amount.digits < 0n) throw new FunctionRunError('A fixed amount is negative.')
  return { kind: 'fixedAmount', amount, appliesToEachItem: raw.fixedAmount?.appliesToEachItem ?? false }
}

function requireClass(classes: readonly string[], wanted: string): void {
  if (!classes.includes(wanted)) throw new FunctionRunError(`The discount does not have the class ${wanted}.`)
}

function requireLine(quantities: Map<string, number>, id: string): number {
  const quantity = quantities.get(id)
  if (quantity === undefined) throw new FunctionRunError(`The cart has no line ${id}.`)
  return quantity
}
