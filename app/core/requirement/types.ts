import type { ChainSlug, WalletAddress } from '../chain/types.ts'
import type { KindCard } from './card.ts'
import type { Findings, UnmetReason } from './findings.ts'
import type { Condition, ConditionKind } from './kinds/table.ts'
import type { UnreadCode } from './reads.ts'

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

/** A condition as people see it. */
export type ConditionCard = KindCard<ConditionKind>

/** The result of one condition, for people. */
export type ConditionReport = Findings & { readonly kind: 'condition'; readonly condition: Condition }
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
