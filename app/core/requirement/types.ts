import type { ChainSlug, EvmAddress, SolanaAddress, WalletAddress } from '../chain/types.ts'
import type { Condition } from './kinds/table.ts'

export type { Condition, ConditionKind } from './kinds/table.ts'

/**
 * What a wallet must hold, as it is stored: `v` is 1 from the first day.
 *
 * Amounts are base units (`bigint` inside, decimal string in JSON).
 */
export type Requirement = {
  readonly v: 1
  readonly root: RequirementNode
  /** It must have been met so many blocks ago too, on every EVM chain it names; 0: only now. */
  readonly heldForBlocks: number
  /** Chains that are read at a block of the past instead of now. */
  readonly snapshots: readonly Snapshot[]
}
export type Snapshot = { readonly chain: ChainSlug; readonly block: bigint }

export type RequirementNode = RequirementGroup | RequirementNot | Condition
export type RequirementGroup =
  | { readonly kind: 'all' | 'any'; readonly of: readonly RequirementNode[] }
  | { readonly kind: 'atLeast'; readonly count: number; readonly of: readonly RequirementNode[] }
/** Holds if `of` holds for none of the wallets alone. */
export type RequirementNot = { readonly kind: 'not'; readonly of: RequirementNode }

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

/**
 * Why a condition is not met. `no-wallet`: none of the wallets can hold anything on its chain, which was not asked.
 * `not-held-then`: too little of it at the moment of the past that counts.
 */
export type UnmetReason =
  | 'too-little'
  | 'too-much'
  | 'not-listed'
  | 'listed'
  | 'excluded'
  | 'no-wallet'
  | 'not-held-then'

/** What one holder was found to have of a condition: `via` is the delegate of a vault. */
export type HolderReport = {
  readonly address: WalletAddress
  readonly via: EvmAddress | null
  readonly amount: bigint
  readonly tokenIds: readonly string[]
}

/** What became of one condition, for people: amounts in base units, instants in unix seconds. */
export type ConditionReport = {
  readonly kind: 'condition'
  readonly condition: Condition
  readonly verdict: 'met' | 'unmet' | 'unchecked'
  readonly because: UnmetReason | null
  /** What was found in all; null where it could not be read, or nobody was asked. */
  readonly found: bigint | null
  readonly holders: readonly HolderReport[]
  readonly block: bigint | null
  readonly source: string | null
  readonly readAt: number | null
  /** The id that `found` is of, in decimal, where each must do and this one does not. */
  readonly tokenId?: string | undefined
  /** Why it could not be read. */
  readonly code: UnreadCode | null
  /** The chain that could not be read; null where it was a list. */
  readonly chain: ChainSlug | null
}
export type GroupReport = {
  readonly kind: 'all' | 'any' | 'atLeast' | 'not'
  readonly verdict: 'met' | 'unmet' | 'unchecked'
  /** For `atLeast`: how many of `of` must be met. */
  readonly count: number
  readonly of: readonly RequirementReport[]
}
export type RequirementReport = ConditionReport | GroupReport

/** A check explained: what was so now, and so many blocks ago where that was asked. */
export type CheckReport = { readonly now: RequirementReport; readonly before: RequirementReport | null }

/** Why a condition is not met, for shoppers. */
export type UnmetCondition = {
  readonly condition: Condition
  readonly because: UnmetReason
  /** In base units, of `wallet` where there is one; null where nobody was asked. */
  readonly found: bigint | null
  /** The wallet that is in the way, or the only one asked; null where it is about several together. */
  readonly wallet: WalletAddress | null
  /** Null where no chain was asked. */
  readonly block: bigint | null
  /** The id that is missing, in decimal, where each must be held. */
  readonly tokenId?: string | undefined
}

/** What would open a requirement: one of its unmet conditions, by place, or at least `count` of some parts. */
export type MissingPart = number | { readonly count: number; readonly of: readonly MissingPart[] }

export type Verdict =
  | { readonly kind: 'met' }
  | { readonly kind: 'unmet'; readonly unmet: readonly UnmetCondition[]; readonly missing: MissingPart }
  | { readonly kind: 'unchecked'; readonly code: UnreadCode; readonly chain: ChainSlug | null }
