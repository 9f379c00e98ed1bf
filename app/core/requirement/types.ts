import type { ChainSlug, WalletAddress } from '../chain/types.ts'
import type { KindCard } from './card.ts'
import type { Findings, UnmetReason } from './findings.ts'
import type { ConditionKind } from './kinds/facts.ts'
import type { Condition } from './kinds/table.ts'
import type { UnreadCode } from './reads.ts'

export type { ConditionKind } from './kinds/facts.ts'
export type { Condition } from './kinds/table.ts'

/**
 * What a wallet must hold, as stored in version 1.
 *
 * Amounts are base units (`bigint` inside, decimal string in JSON).
 */
export type Requirement = {
  readonly v: 1
  readonly root: RequirementNode
  /** It must also have been met so many blocks ago, on every EVM chain that it names; 0: no such count. */
  readonly heldForBlocks: number
  /** The same in hours, which each chain's blocks make up; 0 with `heldForBlocks`, and for only now. */
  readonly heldForHours: number
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

/** The report of a check: as of now, and as of its holding time ago, null without one. */
export type CheckReport = { readonly now: RequirementReport; readonly before: RequirementReport | null }

/** Why a condition is not met, for shoppers. */
export type UnmetCondition = {
  readonly condition: Condition
  readonly because: UnmetReason
  /** In base units, of `wallet` if there is one; null if no holder was read. */
  readonly found: bigint | null
  /** The wallet that keeps it unmet, or the only one that was read; null if several count together, or none. */
  readonly wallet: WalletAddress | null
  /** Null if no chain was read. */
  readonly block: bigint | null
  /** If each id must be held: the id that falls short, in decimal. */
  readonly tokenId?: string | undefined
}

/** What would open a requirement: an unmet condition, as an index into `unmet`, or at least `count` of some parts. */
export type MissingPart = number | { readonly count: number; readonly of: readonly MissingPart[] }

export type Verdict =
  | { readonly kind: 'met' }
  | { readonly kind: 'unmet'; readonly unmet: readonly UnmetCondition[]; readonly missing: MissingPart }
  | { readonly kind: 'unchecked'; readonly code: UnreadCode; readonly chain: ChainSlug | null }
