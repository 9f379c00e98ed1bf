import type { ShopId } from '../core/gate/types.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query Shop {
    shop {
      id
      myshopifyDomain
      primaryDomain { host url }
      ianaTimezone
      currencyCode
      plan { publicDisplayName }
      customerAccounts
      customerAccountsV2 { customerAccountsVersion }
    }
  }`

export type ReadShopResult = {
  readonly id: ShopId
  readonly myshopifyDomain: string
  /** Authority of the storefront, port included where it has one. Not checked. */
  readonly primaryDomain: string
  readonly ianaTimezone: string
  readonly currencyCode: string
  readonly plan: string
  readonly hasAccounts: boolean
}

/**
 * Read who a shop is.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/shop
 */
export async function readShop({ graphql }: { graphql: AdminGraphql }): Promise<ReadShopResult> {
  const { shop } = await runQuery<{
    shop: {
      id: string
      myshopifyDomain: string
      primaryDomain: { host: string; url: string }
      ianaTimezone: string
      currencyCode: string
      plan: { publicDisplayName: string }
      customerAccounts: 'DISABLED' | 'OPTIONAL' | 'REQUIRED'
      customerAccountsV2: { customerAccountsVersion: 'CLASSIC' | 'NEW_CUSTOMER_ACCOUNTS' }
    }
  }>({ graphql, document: DOCUMENT })
  return {
    id: BigInt(shop.id.slice(shop.id.lastIndexOf('/') + 1)) as ShopId,
    myshopifyDomain: shop.myshopifyDomain.toLowerCase(),
    primaryDomain: readAuthority(shop.primaryDomain),
    ianaTimezone: shop.ianaTimezone,
    currencyCode: shop.currencyCode,
    plan: shop.plan.publicDisplayName,
    // The new accounts cannot be switched off; the setting speaks of the classic ones.
    hasAccounts:
      shop.customerAccountsV2.customerAccountsVersion === 'NEW_CUSTOMER_ACCOUNTS' ||
      shop.customerAccounts !== 'DISABLED',
  }
}

/** The authority of the storefront's address; where that is no address, its host as Shopify spells it. */
function readAuthority({ host, url }: { host: string; url: string }): string {
  return (URL.canParse(url) ? new URL(url).host : host).toLowerCase()
}
