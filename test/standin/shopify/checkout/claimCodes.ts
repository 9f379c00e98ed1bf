import { holdsVariant } from '../collectionMembers.ts'
import type { StandinCart, StandinCodeDiscount, StandinShop } from '../state.ts'
import type { DiscountClaim } from './applyDiscounts.ts'
import { type Decimal, multiplyDecimals, parseDecimal } from './decimal.ts'
import type { DeliveryGroup } from './listDeliveryGroups.ts'
import type { CheckoutLine } from './listLines.ts'
import type { DiscountOperation, DiscountValue } from './parseOperations.ts'

export type ClaimCodesParameters = {
  shop: StandinShop
  cart: StandinCart
  lines: readonly CheckoutLine[]
  groups: readonly DeliveryGroup[]
  /** The shop's clock, unix seconds. */
  now: number
}

/**
 * Makes the claims of the entered codes. A code that is unknown, expired, used up or for another customer makes none.
 */
export function claimCodes(parameters: ClaimCodesParameters): DiscountClaim[] {
  const { shop, cart } = parameters
  return cart.discountCodes.flatMap((code) => {
    const discount = findCodeDiscount({ shop, code })
    if (!discount || !isUsable(discount, parameters)) return []
    const operation = formOperation(discount, parameters)
    if (!operation) return []
    const { id: discountId, title, combinesWith } = discount
    return [{ discountId, title, code, combinesWith, operations: [operation] }]
  })
}

export type FindCodeDiscountParameters = { shop: StandinShop; code: string }

/** Finds a code discount by its code, without case. */
export function findCodeDiscount({ shop, code }: FindCodeDiscountParameters): StandinCodeDiscount | null {
  const wanted = code.trim().toLowerCase()
  return [...shop.codeDiscounts.values()].find((one) => one.code.toLowerCase() === wanted) ?? null
}

function isUsable(discount: StandinCodeDiscount, { cart, now }: ClaimCodesParameters): boolean {
  const { customerIds, usageLimit, appliesOncePerCustomer, usedBy } = discount
  if (Date.parse(discount.startsAt) / 1000 > now) return false
  if (discount.endsAt !== null && Date.parse(discount.endsAt) / 1000 <= now) return false
  if (usageLimit !== null && discount.usageCount >= usageLimit) return false
  const { customerId } = cart
  if (customerIds && (customerId === null || !customerIds.includes(customerId))) return false
  return !(appliesOncePerCustomer && customerId !== null && usedBy.includes(customerId))
}

function formOperation(
  discount: StandinCodeDiscount,
  parameters: ClaimCodesParameters,
): DiscountOperation | null {
  const { cart, groups } = parameters
  const lines = parameters.lines.filter((line) => suits(discount, line, parameters.shop))
  if (lines.length === 0) return null
  const value = formValue(discount, cart.presentmentRate)
  if (!value) {
    const sent = groups.filter((group) => group.lineIds.some((id) => lines.some((line) => line.id === id)))
    const groupIds = new Set(sent.map((group) => group.id))
    return { kind: 'delivery', candidates: [{ message: null, value: WHOLE, groupIds }] }
  }
  const isOnItems = value.kind === 'fixedAmount' && value.appliesToEachItem
  if (discount.items.kind === 'all' && !isOnItems) {
    const others = parameters.lines.filter((line) => !lines.includes(line) || line.product.isGiftCard)
    const excludedLineIds = new Set(others.map((line) => line.id))
    return {
      kind: 'order',
      strategy: 'FIRST',
      candidates: [{ message: null, value, excludedLineIds, conditions: [] }],
    }
  }
  const targets = lines.map((line) => ({ lineId: line.id, quantity: line.quantity }))
  return { kind: 'product', strategy: 'ALL', candidates: [{ message: null, value, targets }] }
}

const WHOLE: DiscountValue = { kind: 'percentage', percent: { digits: 100n, scale: 0 } }

function formValue({ value }: StandinCodeDiscount, rate: string): DiscountValue | null {
  if (value.kind === 'freeShipping') return null
  if (value.kind === 'percentage') {
    // Ten decimals: the API takes a double.
    const share = parseDecimal(value.percentage.toFixed(10))
    const percent: Decimal = { digits: share.digits * 100n, scale: share.scale }
    return { kind: 'percentage', percent }
  }
  const amount = multiplyDecimals(parseDecimal(value.amount), parseDecimal(rate))
  return { kind: 'fixedAmount', amount, appliesToEachItem: value.appliesOnEachItem }
}

function suits(discount: StandinCodeDiscount, { line, product }: CheckoutLine, shop: StandinShop): boolean {
  const { items } = discount
  if (!(line.sellingPlan ? discount.appliesOnSubscription : discount.appliesOnOneTimePurchase)) return false
  if (items.kind === 'all') return true
  if (items.kind === 'products') {
    return items.productIds.includes(product.id) || items.variantIds.includes(line.variantId)
  }
  return items.collectionIds.some((id) => holdsVariant(shop.collections.get(id), product, line.variantId))
}
