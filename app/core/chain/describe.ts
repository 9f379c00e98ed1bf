/** A contract or mint that names more decimals is taken for no token. */
export const MAX_DECIMALS = 36

type Label = { readonly name: string; readonly symbol: string }

/** What a contract of an EVM chain can be. */
export type EvmTokenDescription = Label &
  (
    | { readonly kind: 'erc20'; readonly decimals: number }
    | {
        readonly kind: 'erc721'
        /** Whether it says which tokens a wallet holds; unknown where absent. */
        readonly listsTokens?: boolean
      }
    | { readonly kind: 'erc1155' }
  )
/** What an address on Solana can be, if it is a token. */
export type SolanaTokenDescription = Label &
  ({ readonly kind: 'spl'; readonly decimals: number } | { readonly kind: 'collection' })
export type TokenDescription = EvmTokenDescription | SolanaTokenDescription

/** What the chain says a contract is, for people: names are cut to 64 characters and stripped of control characters. */
export type ContractDescription =
  | TokenDescription
  | { readonly kind: 'unknown'; readonly reason: 'no-code' | 'not-a-token' }
