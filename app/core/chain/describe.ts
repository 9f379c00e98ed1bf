/** A contract or mint with more decimals does not count as a token. */
export const MAX_DECIMALS = 36

type Label = {
  readonly name: string
  readonly symbol: string
  /** All units that exist, in base units, as decimal text; absent if the contract does not tell. */
  readonly supply?: string
}

/** A token contract on an EVM chain. */
export type EvmTokenDescription = Label &
  (
    | { readonly kind: 'erc20'; readonly decimals: number }
    | {
        readonly kind: 'erc721'
        /** Whether the contract lists the tokens of a wallet; absent if unknown. */
        readonly listsTokens?: boolean
      }
    | { readonly kind: 'erc1155' }
  )
/** A mint or collection on Solana. */
export type SolanaTokenDescription = Label &
  ({ readonly kind: 'spl'; readonly decimals: number } | { readonly kind: 'collection' })
/** A contract on Flow: NFTs, or a token. */
export type FlowTokenDescription = Label &
  ({ readonly kind: 'flowNft' } | { readonly kind: 'flowToken'; readonly decimals: number })
export type TokenDescription = EvmTokenDescription | SolanaTokenDescription | FlowTokenDescription

/** A contract as its chain describes it, for people. Names have at most 64 characters and no control characters. */
export type ContractDescription =
  | TokenDescription
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }

/** Why an address is no token. `wallet`: it has no code, and has been used as a wallet on this chain. */
export type UnknownReason = 'no-code' | 'wallet' | 'not-a-token'
