import {
  findVariant,
  moneyDecimalsOf,
  type StandinCart,
  type StandinCustomItem,
  type StandinShop,
} from '../../state.ts'
import { listLines } from '../listLines.ts'
import type { PricedCart } from '../priceCart.ts'

/** A line as staff or another app write it: a variant, or an item of their own. */
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
 * Prices what staff or another app order: no Function runs, everything at its full price, nothing for sending it.
 *
 * @throws RangeError for a variant there is not.
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
