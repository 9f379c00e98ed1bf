import { moneyDecimalsOf, type StandinCart, shopNow } from '../state.ts'
import { applyDiscounts, type GivenDiscount } from './applyDiscounts.ts'
import { askValidations, type ValidationError } from './askValidations.ts'
import { claimCodes } from './claimCodes.ts'
import { claimDiscounts } from './claimDiscounts.ts'
import type { CheckoutContext } from './context.ts'
import { type DeliveryGroup, listDeliveryGroups } from './listDeliveryGroups.ts'
import { type CheckoutLine, listLines } from './listLines.ts'
import type { BuyerStep, FunctionRun, RunOwnerParameters } from './runOwner.ts'

export type PricedLine = CheckoutLine & { discounts: GivenDiscount[]; totalMinor: bigint }

/** A priced cart, by Shopify's rules. Amounts are minor units of `currency`. */
export type PricedCart = {
  cart: StandinCart
  currency: string
  decimals: number
  lines: PricedLine[]
  groups: DeliveryGroup[]
  orderDiscounts: GivenDiscount[]
  shippingDiscounts: GivenDiscount[]
  /** The entered codes. A code without effect is not applicable. */
  codes: { code: string; applicable: boolean }[]
  /** Of the items, before discounts. */
  subtotalMinor: bigint
  /** Of the deliveries, before discounts. */
  shippingMinor: bigint
  /** All discounts together. */
  discountMinor: bigint
  totalMinor: bigint
  /** Errors of the validations. */
  errors: ValidationError[]
  functionRuns: FunctionRun[]
}

export type PriceCartParameters = { context: CheckoutContext; cart: StandinCart; step: BuyerStep }

/**
 * Prices a cart in Shopify's order: claims of discounts on lines, then on deliveries, then of entered codes; applies
 * the best combination; runs the validations last.
 */
export function priceCart(parameters: PriceCartParameters): PricedCart {
  const { context, cart, step } = parameters
  const { shop } = context
  const decimals = moneyDecimalsOf(cart.presentmentCurrency)
  const listed = listLines({ shop, cart, decimals })
  const { presentmentRate } = cart
  const groups = listDeliveryGroups({
    lines: listed,
    shippingRate: shop.shippingRate,
    presentmentRate,
    decimals,
    step,
  })
  const now = shopNow(shop)
  const functionRuns: FunctionRun[] = []
  const run: RunOwnerParameters = { context, cart, step, lines: listed, groups, decimals, now, functionRuns }
  const isEmpty = listed.length === 0
  const claims = isEmpty ? [] : claimDiscounts(run)
  const codeClaims = isEmpty ? [] : claimCodes({ shop, cart, lines: listed, groups, now })
  const applied = applyDiscounts({ lines: listed, groups, claims: [...claims, ...codeClaims], decimals })
  const lines = listed.map((line) => {
    const discount = applied.lineDiscounts.get(line.id)
    const discounts = discount ? [discount] : []
    return { ...line, discounts, totalMinor: line.subtotalMinor - (discount?.amountMinor ?? 0n) }
  })
  const { orderDiscounts } = applied
  const shippingDiscounts = [...applied.shippingDiscounts.values()]
  const subtotalMinor = lines.reduce((sum, line) => sum + line.subtotalMinor, 0n)
  const shippingMinor = groups.reduce((sum, group) => sum + group.costMinor, 0n)
  const given = [...lines.flatMap((line) => line.discounts), ...orderDiscounts, ...shippingDiscounts]
  const discountMinor = given.reduce((sum, discount) => sum + discount.amountMinor, 0n)
  return {
    cart,
    currency: cart.presentmentCurrency,
    decimals,
    lines,
    groups,
    orderDiscounts,
    shippingDiscounts,
    codes: cart.discountCodes.map((code) => ({ code, applicable: given.some((one) => one.code === code) })),
    subtotalMinor,
    shippingMinor,
    discountMinor,
    totalMinor: subtotalMinor + shippingMinor - discountMinor,
    errors: isEmpty ? [] : askValidations(run),
    functionRuns,
  }
}
