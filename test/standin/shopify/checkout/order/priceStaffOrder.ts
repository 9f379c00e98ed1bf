import {
  findVariant,
  moneyDecimalsOf,
  type StandinCart,
  type StandinCustomItem,
  type StandinShop,
} from '../../state.ts'
import { listLines } from '../listLines.ts'
import type { PricedCart } from '../priceCart.ts'

/** A line of an order by staff or another app: a variant, or a custom item. */
export type StaffLine = {
  variantId?: number
  quantity?: number
  properties?: Record<string, string>
  custom?: StandinCustomItem
}

export type PriceStaffOrderParameters = {
  shop: StandinShop
  lines: readonly StaffLine[]
  customerId: number | null
  attributes: Record<string, string>
}

/**
 * Prices an order by staff or another app: no Function runs, every line has its full price, and shipping is free.
 *
 * @throws RangeError for an unknown variant.
 */
export function priceStaffOrder(parameters: PriceStaffOrderParameters): PricedCart {
  const { shop, customerId, attributes } = parameters
  const cart: StandinCart = {
    token: '',
    attributes,
    note: '',
    lines: parameters.lines.map(({ variantId = 0, quantity = 1, properties = {}, custom }, at) => {
      const found = custom ? null : findVariant(shop, variantId)
      if (!custom && !found) throw new RangeError(`The shop has no variant ${variantId}.`)
      const ids = { variantId: found?.variant.id ?? 0, productId: found?.product.id ?? 0 }
      return { key: `staff-${at}`, ...ids, quantity, properties, sellingPlan: null, custom: custom ?? null }
    }),
    discountCodes: [],
    customerId,
    email: null,
    locale: shop.locale,
    presentmentCurrency: shop.currencyCode,
    presentmentRate: '1.0',
  }
  const decimals = moneyDecimalsOf(shop.currencyCode)
  const lines = listLines({ shop, cart, decimals })
  const subtotalMinor = lines.reduce((sum, line) => sum + line.subtotalMinor, 0n)
  return {
    cart,
    currency: shop.currencyCode,
    decimals,
    lines: lines.map((line) => ({ ...line, discounts: [], totalMinor: line.subtotalMinor })),
    groups: [],
    orderDiscounts: [],
    shippingDiscounts: [],
    codes: [],
    subtotalMinor,
    shippingMinor: 0n,
    discountMinor: 0n,
    totalMinor: subtotalMinor,
    errors: [],
    functionRuns: [],
  }
}
