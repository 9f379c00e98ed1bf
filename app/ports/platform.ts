/** What BigCommerce says of the app itself in a store. */
export type PlatformPort = {
  /**
   * Exchange the code of an install for the app's token in the store. `context` is BigCommerce's path of the store.
   *
   * @throws {AccessError} ERR_CALLBACK_SIGNATURE if BigCommerce does not know the code, or it is another store's
   * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
   */
  exchangeCode: (parameters: { code: string; context: string; scope: string }) => Promise<InstalledStore>
  /**
   * Whether BigCommerce still takes the app's token of a store.
   *
   * @throws {UpstreamError} ERR_SHOPIFY_REQUEST if it does not say
   */
  readAccess: (parameters: { myshopifyDomain: string; token: string }) => Promise<'works' | 'ended'>
}

export type InstalledStore = {
  readonly myshopifyDomain: string
  readonly token: string
  readonly scopes: readonly string[]
  /** The member of the store's staff who installed the app. */
  readonly userId: string
}

/** What BigCommerce signed for a callback of the app. */
export type SignedCallback = {
  readonly myshopifyDomain: string
  /** The member of the staff: who opens the app, uninstalls it, or is removed. */
  readonly userId: string
  /** Different for each callback. */
  readonly id: string
  /** Unix seconds. */
  readonly issuedAt: number
  /** When its signature counts no more, in unix seconds. */
  readonly endsAt: number
}
