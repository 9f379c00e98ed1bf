/** Shopify’s sessions of the shop. */
export type SessionsPort = {
  /** Keep the access scopes that Shopify says the shop has granted. */
  setScopes: (parameters: { myshopifyDomain: string; scopes: readonly string[] }) => Promise<void>
}
