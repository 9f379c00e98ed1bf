import { isShopDomain } from './isShopDomain.ts'

/** Where a shop sells. Its domain says so: both platforms give each shop one of their own, which never changes. */
export type Platform = 'shopify' | 'bigcommerce'

const STORE = /^store-([a-z0-9]{3,20})\.mybigcommerce\.com$/
const HASH = /^[a-z0-9]{3,20}$/

export function platformOf(myshopifyDomain: string): Platform {
  return STORE.test(myshopifyDomain) ? 'bigcommerce' : 'shopify'
}

/** Whether a text is a domain that a platform gives a shop for ever, and nothing else. */
export function isPlatformDomain(text: string): boolean {
  return isShopDomain(text) || STORE.test(text)
}

/** Find the hash by which BigCommerce names a store; null if the domain is not of BigCommerce. */
export function findStoreHash(myshopifyDomain: string): string | null {
  return STORE.exec(myshopifyDomain)?.[1] ?? null
}

/** Format the domain that BigCommerce gives a store for ever; null if the text is no hash of a store. */
export function formatStoreDomain(storeHash: string): string | null {
  return HASH.test(storeHash) ? `store-${storeHash}.mybigcommerce.com` : null
}

/** Find the domain in BigCommerce's path of a store, `stores/<hash>`; null if it is none. */
export function findPathDomain(path: string): string | null {
  return path.startsWith('stores/') ? formatStoreDomain(path.slice('stores/'.length)) : null
}
