import type { StandinOrder, StandinOrderDiscount, StandinOrderLine, StandinShop } from '../state.ts'

type Row = Record<string, unknown>

export type FormatOrderParameters = { shop: StandinShop; order: StandinOrder }

/** The body of `orders/*`: the part of Shopify's REST order that an app of this kind can read. */
export function formatOrder({ shop, order }: FormatOrderParameters): Row {
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId)
  const applications = listApplications(order)
  return {
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    name: order.name,
    order_number: Number(order.name.slice(1)),
    token: order.token,
    // The AJAX cart's token includes its key. We have never seen an order's cart token with one.
    cart_token: order.cartToken?.split('?')[0] ?? null,
    source_name: order.sourceName,
    created_at: order.createdAt,
    processed_at: order.createdAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    cancel_reason: order.cancelReason,
    financial_status: order.financialStatus,
    fulfillment_status: null,
    test: false,
    currency: shop.currencyCode,
    presentment_currency: order.currency,
    email: customer?.email ?? '',
    customer: customer
      ? {
          id: customer.id,
          email: customer.email,
          first_name: customer.firstName,
          last_name: customer.lastName,
        }
      : null,
    tags: order.tags.join(', '),
    note: order.note,
    note_attributes: listPairs(order.attributes),
    discount_codes: order.discountCodes.map((code) => ({ code })),
    discount_applications: applications.map(formatApplication),
    line_items: order.lines.map((line) => formatLine(line, applications)),
    refunds: order.refunds.map((refund) => ({ id: refund.id, created_at: refund.createdAt })),
    subtotal_price: order.subtotal,
    total_price: order.total,
  }
}

function formatLine(line: StandinOrderLine, applications: readonly StandinOrderDiscount[]): Row {
  const nameIt = (id: number) => (id === 0 ? null : id)
  return {
    id: line.id,
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    product_id: nameIt(line.productId),
    variant_id: nameIt(line.variantId),
    title: line.title,
    variant_title: line.variantTitle,
    sku: line.sku,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    price: line.price,
    requires_shipping: line.requiresShipping,
    gift_card: line.isGiftCard,
    properties: listPairs(line.properties),
    discount_allocations: line.discounts.map((discount) => ({
      amount: discount.amount,
      discount_application_index: applications.findIndex((one) => isSame(one, discount)),
    })),
  }
}

function listApplications(order: StandinOrder): StandinOrderDiscount[] {
  const all = [
    ...order.lines.flatMap((line) => line.discounts),
    ...order.discounts,
    ...order.shippingDiscounts,
  ]
  return all.filter((discount, at) => all.findIndex((one) => isSame(one, discount)) === at)
}

function isSame(left: StandinOrderDiscount, right: StandinOrderDiscount): boolean {
  return left.discountId === right.discountId && left.title === right.title
}

function formatApplication({ title, code }: StandinOrderDiscount): Row {
  return code === null ? { type: 'automatic', title } : { type: 'discount_code', code }
}

function listPairs(texts: Record<string, string>): Row[] {
  return Object.entries(texts).map(([name, value]) => ({ name, value }))
}
