import type { StandinCart, StandinShop } from '../state.ts'
import type { ReadMetafield } from './buildMerchandise.ts'

export type BuildBuyerParameters = { shop: StandinShop; cart: StandinCart; metafield: ReadMetafield }

/**
 * Builds `cart.buyerIdentity`; null without customer and e-mail. A guest whose e-mail is a customer's gets that
 * customer but is not authenticated. So a test exposes a Function that reads only the customer.
 */
export function buildBuyer({ shop, cart, metafield }: BuildBuyerParameters): Record<string, unknown> | null {
  const signedIn = cart.customerId === null ? undefined : shop.customers.get(cart.customerId)
  const customer = signedIn ?? [...shop.customers.values()].find((one) => one.email === cart.email)
  if (!customer && cart.email === null) return null
  return {
    isAuthenticated: signedIn !== undefined,
    email: cart.email ?? customer?.email ?? null,
    phone: null,
    purchasingCompany: null,
    shopUser: null,
    customer: customer ? buildCustomer({ shop, customerId: customer.id, metafield }) : null,
  }
}

type BuildCustomerParameters = { shop: StandinShop; customerId: number; metafield: ReadMetafield }

function buildCustomer({
  shop,
  customerId,
  metafield,
}: BuildCustomerParameters): Record<string, unknown> | null {
  const customer = shop.customers.get(customerId)
  if (!customer) return null
  const gid = `gid://shopify/Customer/${customer.id}`
  return {
    id: gid,
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: `${customer.firstName} ${customer.lastName}`.trim(),
    numberOfOrders: shop.orders.filter((order) => order.customerId === customer.id).length,
    hasAnyTag: () => false,
    hasTags: ({ tags }: { tags: string[] }) => tags.map((tag) => ({ tag, hasTag: false })),
    metafield: metafield(gid),
  }
}
