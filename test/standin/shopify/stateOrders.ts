/** A product variant. `price` and `compareAtPrice` are decimal text in the shop's currency. */
export type StandinVariant = {
  id: number
  title: string
  price: string
  compareAtPrice: string | null
  sku: string
  available: boolean
  /** False for a digital good: it has no delivery and no fulfilment to hold. */
  requiresShipping: boolean
}

/** A product. `image` is a path on the storefront (our own SVG) or null. */
export type StandinProduct = {
  id: number
  title: string
  handle: string
  descriptionHtml: string
  vendor: string
  productType: string
  tags: string[]
  isGiftCard: boolean
  /** Whether the Admin API gives it a URL at the online store. The storefront shows it in any case. */
  isOnline: boolean
  /** Whether the Admin API says that it has components. The cart never expands it. */
  isBundle: boolean
  image: string | null
  variants: StandinVariant[]
  /** Plans for a subscription; most products have none. */
  sellingPlans: StandinSellingPlan[]
  /** Whether it is a draft, which no sales channel shows. */
  isDraft?: boolean
}

export type StandinSellingPlan = { id: number; name: string }

/**
 * A collection. `productIds` are whole members, in the merchant's order; `variantIds` are single members, as a source
 * that targets variants chooses them.
 */
export type StandinCollection = {
  id: number
  title: string
  handle: string
  productIds: number[]
  variantIds: number[]
  image: string | null
  updatedAt: string
}

export type StandinCustomer = {
  id: number
  email: string
  firstName: string
  lastName: string
  /** Absent for none. */
  tags?: string[]
}

/** The item of a line without variant, typed by staff into a draft order. `price` is in the shop's currency. */
export type StandinCustomItem = { title: string; price: string; requiresShipping: boolean }

export type StandinCartLine = {
  key: string
  /** Both ids are 0 for a custom item. */
  variantId: number
  productId: number
  quantity: number
  properties: Record<string, string>
  sellingPlan: StandinSellingPlan | null
  custom: StandinCustomItem | null
}

/**
 * A cart. `presentmentRate` is decimal text: presentment currency per unit of shop currency. Its metafields are in
 * `shop.metafields`, owner `gid://shopify/Cart/<token with its key>`.
 */
export type StandinCart = {
  token: string
  attributes: Record<string, string>
  note: string
  lines: StandinCartLine[]
  /** As the shopper entered them. */
  discountCodes: string[]
  customerId: number | null
  /** As entered at the checkout. */
  email: string | null
  /** The shopper's language, such as `de`. */
  locale: string
  presentmentCurrency: string
  presentmentRate: string
  /** What the open checkout knows of the cart; see `readOpenCheckout`. */
  opened?: { attributes: Record<string, string>; lines: string }
}

/** A discount of an order. `discountId` is the discount's gid; `code` is null for an automatic discount. */
export type StandinOrderDiscount = {
  title: string
  amount: string
  discountId: string
  code: string | null
}

export type StandinOrderLine = {
  id: number
  /** Both ids are 0 for a custom item. */
  productId: number
  variantId: number
  title: string
  variantTitle: string
  sku: string
  /** The ordered units; `currentQuantity` is the rest after edits and refunds. */
  quantity: number
  currentQuantity: number
  requiresShipping: boolean
  isGiftCard: boolean
  price: string
  discounts: StandinOrderDiscount[]
  total: string
  properties: Record<string, string>
  sellingPlan: StandinSellingPlan | null
  /** The bundle that an app expanded at the checkout. The stand-in's cart never expands one. */
  bundle?: {
    id: number
    productId: number
    variantId: number
    quantity: number
    properties: Record<string, string>
  }
}

export type StandinRefund = {
  id: number
  createdAt: string
  note: string | null
  lines: {
    id: number
    lineItemId: number
    quantity: number
    restockType: 'no_restock' | 'cancel' | 'return'
  }[]
}

/** The units sold or returned in one event: at the checkout, by an edit, by a refund. */
export type StandinAgreement = {
  id: number
  reason: 'ORDER' | 'ORDER_EDIT' | 'REFUND'
  happenedAt: string
  sales: { id: number; lineItemId: number; actionType: 'ORDER' | 'RETURN'; quantity: number }[]
}

/**
 * An order. Amounts are decimal text in `currency`. `sourceName` is Shopify's: `web`, `pos`,
 * `shopify_draft_order`, or an app's id for one made by the API.
 */
export type StandinOrder = {
  id: number
  name: string
  token: string
  /** With its `?key=`, as in the cart; null without a cart. */
  cartToken: string | null
  sourceName: string
  createdAt: string
  updatedAt: string
  cancelledAt: string | null
  cancelReason: string | null
  financialStatus: 'paid' | 'partially_refunded' | 'refunded' | 'voided'
  currency: string
  customerId: number | null
  attributes: Record<string, string>
  note: string
  tags: string[]
  lines: StandinOrderLine[]
  /** Discounts on the order as a whole. */
  discounts: StandinOrderDiscount[]
  shippingDiscounts: StandinOrderDiscount[]
  discountCodes: string[]
  refunds: StandinRefund[]
  /** Oldest first; the first is the order as it was placed. */
  agreements: StandinAgreement[]
  subtotal: string
  /** After its discounts. */
  shipping: string
  total: string
}

export type StandinFulfillmentHold = {
  /** `gid://shopify/FulfillmentHold/…`. */
  id: string
  handle: string | null
  reason: string
  reasonNotes: string | null
  /** The app that placed the hold; null for the merchant. */
  appId: string | null
}

/** The lines of an order that one location ships. Digital lines have none. */
export type StandinFulfillmentOrder = {
  id: number
  orderId: number
  status: 'OPEN' | 'IN_PROGRESS' | 'ON_HOLD' | 'SCHEDULED' | 'CANCELLED' | 'CLOSED' | 'INCOMPLETE'
  createdAt: string
  updatedAt: string
  lines: { id: number; lineItemId: number; totalQuantity: number; remainingQuantity: number }[]
  holds: StandinFulfillmentHold[]
}
