import { nextId, randomToken, type StandinCart, type StandinOrder, shopNow } from '../state.ts'
import type { GivenDiscount } from './applyDiscounts.ts'
import type { CheckoutContext } from './context.ts'
import { formatMinor } from './decimal.ts'
import { formatCheckout } from './formatCheckout.ts'
import { type PricedCart, priceCart } from './priceCart.ts'

export type CompleteCheckoutParameters = { context: CheckoutContext; cart: StandinCart }

export type CompleteCheckoutResult =
  | { kind: 'ordered'; order: StandinOrder }
  | { kind: 'refused'; priced: PricedCart }

/** Buys a cart: asks every Function once more, then makes the order and empties the cart away. */
export function completeCheckout(parameters: CompleteCheckoutParameters): CompleteCheckoutResult {
  const { context, cart } = parameters
  const { shop } = context
  const priced = priceCart({ context, cart, step: 'CHECKOUT_COMPLETION' })
  if (priced.errors.length > 0 || priced.lines.length === 0) return { kind: 'refused', priced }
  const view = formatCheckout(priced)
  const now = new Date(shopNow(shop) * 1000).toISOString()
  const given = ({ discountId, title, amountMinor }: GivenDiscount) => ({
    discountId,
    title,
    amount: formatMinor(amountMinor, priced.decimals),
    code: null,
  })
  const order: StandinOrder = {
    id: nextId(),
    name: `#${1001 + shop.orders.length}`,
    token: randomToken(),
    cartToken: cart.token,
    sourceName: 'web',
    createdAt: now,
    updatedAt: now,
    cancelledAt: null,
    cancelReason: null,
    financialStatus: 'paid',
    currency: view.currency,
    customerId: cart.customerId,
    attributes: { ...cart.attributes },
    note: cart.note,
    tags: [],
    lines: view.lines.map((line, at) => ({
      id: nextId(),
      productId: line.productId,
      variantId: line.variantId,
      title: line.title,
      variantTitle: line.variantTitle,
      sku: priced.lines[at]?.variant.sku ?? '',
      quantity: line.quantity,
      currentQuantity: line.quantity,
      requiresShipping: priced.lines[at]?.variant.requiresShipping ?? false,
      isGiftCard: priced.lines[at]?.product.isGiftCard ?? false,
      price: line.price,
      discounts: (priced.lines[at]?.discounts ?? []).map(given),
      total: line.total,
      properties: { ...priced.lines[at]?.line.properties },
      sellingPlan: null,
    })),
    discounts: priced.orderDiscounts.map(given),
    shippingDiscounts: [],
    discountCodes: [],
    refunds: [],
    subtotal: view.subtotal,
    shipping: '0',
    total: view.total,
  }
  shop.orders.push(order)
  shop.carts.delete(cart.token)
  return { kind: 'ordered', order }
}
