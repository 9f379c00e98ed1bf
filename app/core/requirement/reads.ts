import type { ChainSlug, EvmAddress, SolanaAddress, WalletAddress } from '../chain/types.ts'

/** What is shown of a contract to people; read from the chain when the gate is saved, never trusted for a decision. */
export type TokenLabel = { readonly name: string; readonly symbol: string }

/** Token ids from `first` to `last`, both counted. */
export type TokenRange = { readonly first: bigint; readonly last: bigint }

/**
 * The moment that is read: `ago` counts blocks back from the latest one; EVM chains only. Both: that block, which was
 * found to lie so far back.
 */
export type ReadAt = { readonly block: bigint; readonly ago?: number } | { readonly ago: number }

type OnChain = {
  readonly chain: ChainSlug
  /** The latest block where absent. */
  readonly at?: ReadAt | undefined
}
export type EvmRead = OnChain &
  (
    | { readonly kind: 'native'; readonly owner: EvmAddress }
    | { readonly kind: 'erc20' | 'erc721'; readonly contract: EvmAddress; readonly owner: EvmAddress }
    /** How many of these ids the owner holds, and which. */
    | {
        readonly kind: 'erc721Ids'
        readonly contract: EvmAddress
        readonly owner: EvmAddress
        readonly ids: readonly TokenRange[]
      }
    | {
        readonly kind: 'erc1155'
        readonly contract: EvmAddress
        readonly owner: EvmAddress
        readonly tokenId: bigint
      }
    /** How many units the owner holds of all ids of a multi-token contract together. */
    | { readonly kind: 'erc1155All'; readonly contract: EvmAddress; readonly owner: EvmAddress }
    /** How much of what the vault holds it has lent to the delegate: a huge number for everything, 0 for nothing. */
    | {
        readonly kind: 'delegation'
        readonly scope: DelegationScope
        readonly vault: EvmAddress
        readonly delegate: EvmAddress
      }
  )
/** What a delegation is asked about. A wider delegation includes the narrower. @see https://docs.delegate.xyz */
export type DelegationScope =
  | { readonly kind: 'wallet' }
  | { readonly kind: 'contract' | 'erc20'; readonly contract: EvmAddress }
  | { readonly kind: 'erc721' | 'erc1155'; readonly contract: EvmAddress; readonly tokenId: bigint }

export type SolanaRead = OnChain & {
  readonly owner: SolanaAddress
} & (
    | { readonly kind: 'spl'; readonly mint: SolanaAddress }
    /** NFTs of a verified collection, or by a verified creator; compressed ones included where a DAS endpoint is set. */
    | { readonly kind: 'collection' | 'creator'; readonly address: SolanaAddress }
  )

/** One number to be read from a chain. */
export type BalanceRead = EvmRead | SolanaRead

/** Whether an address is on a list: 1 or 0. */
export type ListRead = { readonly kind: 'list'; readonly listId: string; readonly address: WalletAddress }

export type Read = BalanceRead | ListRead

/**
 * The answer to one `Read`, in the same order.
 *
 * `unread` means it could not be checked (node down, call reverted, sources that differ): never a yes, never a no.
 */
export type Balance = ReadBalance | UnreadBalance
export type ReadBalance = {
  readonly kind: 'read'
  readonly amount: bigint
  /** The block, or slot on Solana, of which it is true; 0 for lists. */
  readonly block: bigint
  /** Which source said so, for staff: never a URL. */
  readonly source?: string | undefined
  /** Unix seconds. */
  readonly readAt?: number | undefined
  /** Which single tokens: ERC-721 ids in decimal, or mints and asset ids; as far as they were read. */
  readonly tokenIds?: readonly string[] | undefined
}
export type UnreadCode = 'ERR_CHAIN_READ' | 'ERR_TOKEN_READ' | 'ERR_LIST_NOT_FOUND'
export type UnreadBalance = {
  readonly kind: 'unread'
  readonly code: UnreadCode
  /** Null where no chain was asked. */
  readonly chain: ChainSlug | null
  /** What was counted before the count had to stop: the true amount is this or more. */
  readonly atLeast?: ReadBalance | undefined
}
export type FindBalance = (read: Read) => Balance | undefined
