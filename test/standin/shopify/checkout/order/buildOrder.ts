import { nextId, randomToken, type StandinOrder, type StandinOrderDiscount, shopNow } from '../../state.ts'
import type { GivenDiscount } from '../applyDiscounts.ts'
import type { CheckoutContext } from '../context.ts'
import { formatMinor } from '../decimal.ts'
import type { PricedCart, PricedLine } from '../priceCart.ts'

export type BuildOrderParameters = {
  shop: CheckoutContext['shop']
  priced: PricedCart
  /** Shopify's `source_name`. */
  sourceName: string
  cartToken: string | null
}

/** Builds the order of a priced cart, without adding it to the shop. */
export function buildOrder({ shop, priced, sourceName, cartToken }: BuildOrderParameters): StandinOrder {
  const { cart, decimals } = priced
  const money = (minor: bigint) => formatMinor(minor, decimals)
  const give = ({ discountId, title, code, amountMinor }: GivenDiscount): StandinOrderDiscount => ({
    discountId,
    title,
    code,
    amount: money(amountMinor),
  })
  const now = new Date(shopNow(shop) * 1000).toISOString()
  const offShippingMinor = priced.shippingDiscounts.reduce((sum, one) => sum + one.amountMinor, 0n)
  return {
    id: nextId(),
    name: `#${1001 + shop.orders.length}`,
    token: randomToken(),
    cartToken,
    sourceName,
    createdAt: now,
    updatedAt: now,
    cancelledAt: null,
    cancelReason: null,
    financialStatus: 'paid',
    currency: priced.currency,
    customerId: cart.customerId,
    attributes: { ...cart.attributes },
    note: cart.note,
    tags: [],
    lines: priced.lines.map((line) => buildOrderLine({ line, money, give })),
    discounts: priced.orderDiscounts.map(give),
    shippingDiscounts: priced.shippingDiscounts.map(give),
    discountCodes: priced.codes.filter((one) => one.applicable).map((one) => one.code),
    refunds: [],
    agreements: [],
    subtotal: money(priced.subtotalMinor),
    shipping: money(priced.shippingMinor - offShippingMinor),
    total: money(priced.totalMinor),
  }
}

type BuildOrderLineParameters = {
  line: PricedLine
  money: (minor: bigint) => string
  give: (discount: GivenDiscount) => StandinOrderDiscount
}

function buildOrderLine({ line, money, give }: BuildOrderLineParameters): StandinOrder['lines'][number] {
  const { product, variant } = line
  return {
    id: nextId(),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title === 'Default Title' ? '' : variant.title,
    sku: variant.sku,
    quantity: line.quantity,
    currentQuantity: line.quantity,
    requiresShipping: variant.requiresShipping,
    isGiftCard: product.isGiftCard,
    price: money(line.unitMinor),
    discounts: line.discounts.map(give),
    total: money(line.totalMinor),
    properties: { ...line.line.properties },
    sellingPlan: line.line.sellingPlan,
  }
}
