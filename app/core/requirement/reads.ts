import type {
  ChainSlug,
  EvmAddress,
  FlowAddress,
  FlowContract,
  SolanaAddress,
  WalletAddress,
} from '../chain/types.ts'
import type { IdSet } from '../trait/idSet.ts'
import type { CallQuestion } from './calls/types.ts'
import type { TokenRange } from './tokenRange.ts'

/**
 * A contract's name and symbol for people. Read from the chain when the gate is saved; never trusted for a decision.
 */
export type TokenLabel = { readonly name: string; readonly symbol: string }

/**
 * The moment of a read; EVM chains only. `ago` counts blocks back from the latest one. With both, `block` is the block
 * that was found `ago` blocks back.
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
    /** How many tokens of a set the owner holds, and which. The contract lists the owner's tokens. */
    | {
        readonly kind: 'erc721Set'
        readonly contract: EvmAddress
        readonly owner: EvmAddress
        readonly set: IdSet
        /** Distinguishes the set from all others (`formatIdSet`). */
        readonly setKey: string
      }
    | {
        readonly kind: 'erc1155'
        readonly contract: EvmAddress
        readonly owner: EvmAddress
        readonly tokenId: bigint
      }
    /** How many units the owner holds of all ids of a multi-token contract together. */
    | { readonly kind: 'erc1155All'; readonly contract: EvmAddress; readonly owner: EvmAddress }
    /** What a contract answers about the owner. */
    | {
        readonly kind: 'call'
        readonly contract: EvmAddress
        readonly owner: EvmAddress
        readonly question: CallQuestion
        /** Distinguishes the question from all others (`formatQuestionKey`). */
        readonly questionKey: string
      }
    /** How much of its holding a vault has delegated to a wallet: a huge number for everything, 0 for nothing. */
    | {
        readonly kind: 'delegation'
        readonly scope: DelegationScope
        readonly vault: EvmAddress
        readonly delegate: EvmAddress
      }
  )
/** The scope of a delegation. A wider one includes the narrower. @see https://docs.delegate.xyz */
export type DelegationScope =
  | { readonly kind: 'wallet' }
  | { readonly kind: 'contract' | 'erc20'; readonly contract: EvmAddress }
  | { readonly kind: 'erc721' | 'erc1155'; readonly contract: EvmAddress; readonly tokenId: bigint }

export type SolanaRead = OnChain & {
  readonly owner: SolanaAddress
} & (
    | { readonly kind: 'spl'; readonly mint: SolanaAddress }
    /** NFTs of a collection, or by a creator, that were verified; including compressed ones if a DAS endpoint is set. */
    | { readonly kind: 'collection' | 'creator'; readonly address: SolanaAddress }
    /** SOL that the owner has delegated, in lamports. */
    | { readonly kind: 'stake' }
  )

/** How many NFTs of a contract an account holds, or how much of its token: in units of 10^-8 either way. */
export type FlowRead = OnChain & {
  readonly kind: 'flowHolding'
  readonly contract: FlowContract
  readonly owner: FlowAddress
}

/** One number to be read from a chain. */
export type BalanceRead = EvmRead | SolanaRead | FlowRead

/** Whether an address is on a list: 1 or 0. */
export type ListRead = { readonly kind: 'list'; readonly listId: string; readonly address: WalletAddress }

export type Read = BalanceRead | ListRead

/**
 * The answer to one `Read`, in the same order.
 *
 * `unread`: the balance could not be read (node down, call reverted, sources that differ). It means neither yes nor no.
 */
export type Balance = ReadBalance | UnreadBalance
export type ReadBalance = {
  readonly kind: 'read'
  readonly amount: bigint
  /** The block of the amount, or the slot on Solana; 0 for lists. */
  readonly block: bigint
  /** Other blocks, if parts of the amount were read at several. */
  readonly otherBlocks?: readonly bigint[] | undefined
  /** The endpoint that answered, for staff; never a URL. */
  readonly source?: string | undefined
  /** Unix seconds. */
  readonly readAt?: number | undefined
  /** The single tokens, as far as they were read: ERC-721 ids in decimal, or mints and asset ids. */
  readonly tokenIds?: readonly string[] | undefined
}
export type UnreadCode = 'ERR_CHAIN_READ' | 'ERR_TOKEN_READ' | 'ERR_NFT_LISTING' | 'ERR_LIST_NOT_FOUND'
export type UnreadBalance = {
  readonly kind: 'unread'
  readonly code: UnreadCode
  /** Null if no chain was read. */
  readonly chain: ChainSlug | null
  /** The count until it had to stop: the true amount is this or more. */
  readonly atLeast?: ReadBalance | undefined
}
export type FindBalance = (read: Read) => Balance | undefined
