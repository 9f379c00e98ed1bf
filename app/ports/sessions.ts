/** The Admin API sessions of a shop, which Shopify's library keeps. */
export type SessionsPort = {
  /** Record the access scopes that the shop has granted, in every session of the shop. */
  setScopes: (parameters: { myshopifyDomain: string; scopes: readonly string[] }) => Promise<void>
}
