import { UpstreamError } from '../core/errors/base.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import type { BigCommerceApi } from './createBigCommerceApi.ts'

type Store = {
  readonly store_id: number
  readonly domain: string
  readonly secure_url?: string
  readonly timezone: { readonly name: string }
  readonly currency: string
  readonly plan_name?: string
}

/** The scopes of BigCommerce that let the app do what a scope of Shopify does. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  read_products: ['store_v2_products', 'store_v2_products_read_only'],
  write_products: ['store_v2_products', 'store_v2_products_read_only'],
  write_discounts: ['store_v2_marketing'],
  read_orders: ['store_v2_orders', 'store_v2_orders_read_only'],
  write_orders: ['store_v2_orders'],
  write_merchant_managed_fulfillment_orders: ['store_v2_orders'],
  write_third_party_fulfillment_orders: ['store_v2_orders'],
  // The storefront's script is what Shopify's app proxy is to a theme.
  write_app_proxy: ['store_v2_content'],
}
/** Scopes of what BigCommerce has not: there is nothing to allow. */
const NEEDLESS: readonly string[] = ['write_validations']

/** The store and what it allowed. */
export function createStore(
  api: BigCommerceApi,
  storeDomain: string,
  readScopes: () => Promise<readonly string[]>,
) {
  return {
    hasScope: async (name) => {
      if (NEEDLESS.includes(name)) return true
      const granted = await readScopes()
      return (SCOPES[name] ?? []).some((one) => granted.includes(one))
    },
    readShop: async () => {
      const store = await api.send<Store>({ path: '/v2/store' })
      if (!store || !Number.isSafeInteger(store.store_id)) {
        throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'BigCommerce does not say which store this is.', {
          hint: 'Try again in a moment.',
        })
      }
      return {
        // Negative: one database holds shops of both platforms, and Shopify's ids are positive.
        id: -BigInt(store.store_id) as ShopId,
        myshopifyDomain: storeDomain,
        primaryDomain: readHost(store),
        ianaTimezone: store.timezone.name,
        currencyCode: store.currency,
        plan: store.plan_name ?? 'BigCommerce',
        hasAccounts: true,
      }
    },
  } satisfies Partial<ShopifyPort>
}

/** Host and port of the storefront's URL, as a browser's page names itself. */
function readHost({ secure_url: url = '', domain }: Store): string {
  return (URL.canParse(url) ? new URL(url).host : domain).toLowerCase()
}
