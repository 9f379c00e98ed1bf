/** The shop's Admin API sessions, which Shopify's library stores. */
export type SessionsPort = {
  /** Record the access scopes that the shop has granted, in every session of the shop. */
  setScopes: (parameters: { myshopifyDomain: string; scopes: readonly string[] }) => Promise<void>
}
