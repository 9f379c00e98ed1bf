/**
 * Write the content security policy of a page of the embedded app: only the shop's own admin may frame it. Null for a
 * page of no shop, which nobody may frame.
 *
 * App Bridge decides what else such a page loads, so that sources are not named.
 * @see https://shopify.dev/docs/apps/build/security/set-up-iframe-protection
 */
export function formatFramePolicy(myshopifyDomain: string | null): string {
  const ancestors =
    myshopifyDomain === null ? "'none'" : `https://${myshopifyDomain} https://admin.shopify.com`
  return `base-uri 'none'; object-src 'none'; frame-ancestors ${ancestors};`
}
