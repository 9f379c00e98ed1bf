/**
 * Staff of a BigCommerce store, and the app's own token there. A store has no App Bridge, which would bring a new session
 * token with each request, so the app gives its staff sessions. Instants are unix seconds.
 */
export type MembersPort = {
  /** Store the app's token of a store in place of an earlier one. */
  writeToken: (parameters: {
    myshopifyDomain: string
    token: string
    scopes: readonly string[]
  }) => Promise<void>
  /** Null if the store has not installed the app. */
  findToken: (parameters: { myshopifyDomain: string }) => Promise<StoreToken | null>
  /** Make a code of a member, which is exchanged once. It is returned once, and only its hash is stored. */
  openCode: (parameters: {
    myshopifyDomain: string
    userId: string
    startsAt: number
    endsAt: number
  }) => Promise<string>
  /**
   * Use a code up for a session of its member, which is returned once; null for a code that is unknown, used, over, or
   * another store's. A removal at the same time ends the one or the other.
   */
  exchangeCode: (parameters: {
    code: string
    myshopifyDomain: string
    startsAt: number
    endsAt: number
  }) => Promise<string | null>
  /** The member of a session that has not ended; null if there is none. */
  find: (parameters: { session: string; at: number }) => Promise<Member | null>
  /** End all sessions and codes of a member, and remember for an hour when. */
  remove: (parameters: { myshopifyDomain: string; userId: string; at: number }) => Promise<void>
  /** Whether a member was removed at this time or later. It is forgotten after an hour. */
  isRemoved: (parameters: { myshopifyDomain: string; userId: string; since: number }) => Promise<boolean>
}

export type StoreToken = { readonly token: string; readonly scopes: readonly string[] }
export type Member = { readonly myshopifyDomain: string; readonly userId: string }
