import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { type ReadSignedTokenParameters, readSignedToken } from './readSignedToken.ts'

/** The shop of a page, and the customer who is signed in there; null for a guest. */
export type SurfaceCaller = { readonly myshopifyDomain: string; readonly customerId: string | null }

/**
 * Verify the session token of a block in the checkout or in a customer's account; null if it is not good.
 *
 * `dest` is the shop's bare domain. `sub` names the customer as a gid, if one is signed in and Shopify lets the app know.
 * In a token of the admin it is the number of a member of the staff: such a token is refused.
 * @see https://shopify.dev/docs/api/checkout-ui-extensions/latest/target-apis/platform-apis/session-token-api
 */
export function verifySurfaceToken(parameters: ReadSignedTokenParameters): SurfaceCaller | null {
  const { dest, sub } = readSignedToken(parameters)?.claims ?? {}
  if (typeof dest !== 'string') return null
  // Pages of Shopify's documents also show it as a URL.
  const myshopifyDomain = dest.replace(/^https:\/\//, '')
  if (!isShopDomain(myshopifyDomain)) return null
  if (sub === undefined) return { myshopifyDomain, customerId: null }
  const customerId =
    typeof sub === 'string' && /^gid:\/\/shopify\/Customer\/([1-9][0-9]{0,18})$/.exec(sub)?.[1]
  return customerId ? { myshopifyDomain, customerId } : null
}
