/**
 * Picket's requirement: flat, every field optional; any one met field is enough. Ids keep the caller's spelling.
 *
 * `minTokenBalance` is a decimal in whole tokens. It applies to the sum of the balances of all token fields. Null and
 * zero mean more than zero. An NFT that two fields cover, e.g. its collection and its creator, counts for each.
 */
export type FlatRequirement = {
  readonly contractAddress: string | null
  readonly minTokenBalance: string | null
  /** Null if left out; an empty list admits nobody. */
  readonly allowedWallets: readonly string[] | null
  /** On EVM chains the ids of an ERC-1155 contract that count, on Solana mints. */
  readonly tokenIds: readonly string[]
  readonly collection: readonly string[]
  readonly creatorAddress: string | null
}

/** Kinds of ids that can have a proven balance, by their names on the wire. */
export type BalanceKind = 'contractAddress' | 'collection' | 'tokenIds' | 'creatorAddress'

/** Proven balances: kind → id in the caller's spelling → decimal in whole tokens. */
export type TokenBalances = { readonly [kind in BalanceKind]?: Readonly<Record<string, string>> }

/** Picket's older flat claims: what a request named, in its spelling, and the sum that the wallet holds of that. */
export type NamedClaims = {
  readonly contractAddress?: string
  /** Separated by commas. */
  readonly tokenIds?: string
  /** Decimal in whole tokens. */
  readonly tokenBalance?: string
}

/** When each balance was read, in unix seconds: kind → id → instant. */
export type BalanceTimes = { readonly [kind in BalanceKind]?: Readonly<Record<string, number>> }
