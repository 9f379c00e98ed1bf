import type { StandinShop } from '../state.ts'

/** The body of `shop/update` and `app/uninstalled`. */
export function formatShop(shop: StandinShop): Record<string, unknown> {
  return {
    id: shop.id,
    name: shop.name,
    email: shop.email,
    domain: shop.primaryDomain,
    myshopify_domain: shop.myshopifyDomain,
    currency: shop.currencyCode,
    iana_timezone: shop.ianaTimezone,
    primary_locale: shop.locale,
    plan_name: 'basic',
    admin_graphql_api_id: `gid://shopify/Shop/${shop.id}`,
    updated_at: new Date().toISOString(),
  }
}
