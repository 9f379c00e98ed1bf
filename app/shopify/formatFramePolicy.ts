/**
 * Format the content security policy of an embedded page: only the shop's own admin may frame it. For a null shop,
 * nobody may.
 *
 * The policy names no sources: App Bridge decides what else such a page loads.
 * @see https://shopify.dev/docs/apps/build/security/set-up-iframe-protection
 */
export function formatFramePolicy(myshopifyDomain: string | null): string {
  const ancestors =
    myshopifyDomain === null ? "'none'" : `https://${myshopifyDomain} https://admin.shopify.com`
  return `base-uri 'none'; object-src 'none'; frame-ancestors ${ancestors};`
}
