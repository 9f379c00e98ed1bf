import type { ChainSlug, EvmAddress } from '../chain/types.ts'

/**
 * What a wallet must hold, as it is stored: `v` is 1 from the first day.
 *
 * Amounts are base units (`bigint` inside, decimal string in JSON). A minimum is at least 1.
 */
export type Requirement = { readonly v: 1; readonly root: RequirementGroup }

export type RequirementGroup = {
  readonly kind: 'all' | 'any'
  readonly of: readonly Condition[]
}

/** What is shown of a contract to people; read from the chain when the gate is saved, never trusted for a decision. */
export type TokenLabel = { readonly name: string; readonly symbol: string }

type OnContract = { readonly chain: ChainSlug; readonly contract: EvmAddress; readonly label: TokenLabel }

export type Erc20Condition = OnContract & {
  readonly kind: 'erc20'
  readonly minimum: bigint
  /** 0..36, read from the contract; only for showing `minimum` in human units. */
  readonly decimals: number
}
export type Erc721Condition = OnContract & { readonly kind: 'erc721'; readonly minimum: bigint }
/** `minimum` is the sum over `tokenIds` (1..20 ids). */
export type Erc1155Condition = OnContract & {
  readonly kind: 'erc1155'
  readonly minimum: bigint
  readonly tokenIds: readonly bigint[]
}

export type Condition = Erc20Condition | Erc721Condition | Erc1155Condition
export type ConditionKind = Condition['kind']

/** One number to be read from a chain: `tokenId` stands for ERC-1155 only. */
export type BalanceRead = {
  readonly chain: ChainSlug
  readonly kind: ConditionKind
  readonly contract: EvmAddress
  readonly owner: EvmAddress
  readonly tokenId?: bigint
}

/**
 * The answer to one `BalanceRead`, in the same order.
 *
 * `unread` means it could not be checked (node down, call reverted, nonsense): never a yes, never a no.
 */
export type Balance =
  | { readonly kind: 'read'; readonly amount: bigint; readonly block: bigint }
  | { readonly kind: 'unread'; readonly code: 'ERR_CHAIN_READ' | 'ERR_TOKEN_READ'; readonly chain: ChainSlug }

/** Why a condition is not met, for people: `found` and `needed` in base units. */
export type UnmetCondition = {
  readonly condition: Condition
  readonly found: bigint
  readonly block: bigint
}

export type Verdict =
  | { readonly kind: 'met' }
  | { readonly kind: 'unmet'; readonly unmet: readonly UnmetCondition[] }
  | {
      readonly kind: 'unchecked'
      readonly code: 'ERR_CHAIN_READ' | 'ERR_TOKEN_READ'
      readonly chain: ChainSlug
    }
