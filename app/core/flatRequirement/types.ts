/**
 * Picket's requirement: flat, every field optional, any one that is met is enough. Ids stand in the caller's spelling.
 *
 * `minTokenBalance` is a decimal in whole tokens, shared by all token fields, whose balances are summed;
 * null and zero mean more than zero. An NFT that two of them speak of, e.g. its collection and its creator, counts for each.
 */
export type FlatRequirement = {
  readonly contractAddress: string | null
  readonly minTokenBalance: string | null
  /** Null when not asked; an empty list admits nobody. */
  readonly allowedWallets: readonly string[] | null
  /** On EVM chains the ids that count of an ERC-1155 contract, on Solana mints. */
  readonly tokenIds: readonly string[]
  readonly collection: readonly string[]
  readonly creatorAddress: string | null
}

/** The kinds of id that a balance can be proven of, as they are called on the wire. */
export type BalanceKind = 'contractAddress' | 'collection' | 'tokenIds' | 'creatorAddress'

/** Proven balances: kind → id in the caller's spelling → decimal in whole tokens. */
export type TokenBalances = { readonly [kind in BalanceKind]?: Readonly<Record<string, string>> }

/** When each balance was read, in unix seconds: kind → id → instant. */
export type BalanceTimes = { readonly [kind in BalanceKind]?: Readonly<Record<string, number>> }
