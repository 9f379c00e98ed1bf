import { multiplyDecimals, parseDecimal, toMinor } from './decimal.ts'
import type { CheckoutLine } from './listLines.ts'

/** A delivery: the lines of one kind of purchase that need shipping, and its cost before any discount. */
export type DeliveryGroup = {
  /** `gid://shopify/CartDeliveryGroup/…`. */
  id: string
  kind: 'ONE_TIME_PURCHASE' | 'SUBSCRIPTION'
  lineIds: string[]
  handle: string
  title: string
  costMinor: bigint
}

export type ListDeliveryGroupsParameters = {
  lines: readonly CheckoutLine[]
  /** Decimal text in the shop's currency. */
  shippingRate: string
  presentmentRate: string
  decimals: number
  step: 'CART_INTERACTION' | 'CHECKOUT_INTERACTION' | 'CHECKOUT_COMPLETION'
}

/**
 * Lists the cart's delivery groups: none before the checkout, since the cart has no address, and none for digital
 * goods.
 */
export function listDeliveryGroups(parameters: ListDeliveryGroupsParameters): DeliveryGroup[] {
  const { lines, decimals, step } = parameters
  if (step === 'CART_INTERACTION') return []
  const cost = multiplyDecimals(
    parseDecimal(parameters.shippingRate),
    parseDecimal(parameters.presentmentRate),
  )
  const costMinor = toMinor(cost, decimals)
  return (['ONE_TIME_PURCHASE', 'SUBSCRIPTION'] as const).flatMap((kind, at) => {
    const sent = lines.filter(
      (line) =>
        line.variant.requiresShipping && (line.line.sellingPlan !== null) === (kind === 'SUBSCRIPTION'),
    )
    if (sent.length === 0) return []
    const id = `gid://shopify/CartDeliveryGroup/${at}`
    const handle = `standard-${at}`
    return [{ id, kind, lineIds: sent.map((line) => line.id), handle, title: 'Standard', costMinor }]
  })
}
