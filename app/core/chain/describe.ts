/** A contract or mint that names more decimals is taken for no token. */
export const MAX_DECIMALS = 36

/** What the chain says a contract is, for people: names are cut to 64 characters and stripped of control characters. */
export type ContractDescription =
  | {
      readonly kind: 'erc20' | 'spl'
      readonly name: string
      readonly symbol: string
      readonly decimals: number
    }
  | {
      readonly kind: 'erc721'
      readonly name: string
      readonly symbol: string
      /** Whether it says which tokens a wallet holds; unknown where absent. */
      readonly listsTokens?: boolean
    }
  | { readonly kind: 'erc1155' | 'collection'; readonly name: string; readonly symbol: string }
  | { readonly kind: 'unknown'; readonly reason: 'no-code' | 'not-a-token' }
