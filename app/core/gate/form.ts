import type { ConditionKind } from '../requirement/types.ts'
import type { GateState } from './types.ts'

/** A gate as a merchant writes it: everything still text. `minimum` and `value` are decimal, in human units. */
export type GateForm = {
  readonly name: string
  readonly state: GateState
  readonly productIds: readonly number[]
  readonly join: 'all' | 'any'
  readonly conditions: readonly ConditionForm[]
  readonly reaction: { readonly kind: 'percentage' | 'fixedAmount'; readonly value: string }
}
export type ConditionForm = {
  readonly kind: ConditionKind
  readonly chain: string
  readonly contract: string
  readonly minimum: string
  /** Only for ERC-1155: decimal ids separated by commas or blanks. */
  readonly tokenIds: string
}

/** What is wrong with a field of the form; the sentence for it is the admin's. */
export type FieldIssue =
  | 'required'
  | 'too-long'
  | 'unsafe-text'
  | 'too-many'
  | 'not-a-percentage'
  | 'not-an-amount'
  | 'chain-unknown'
  | 'chain-not-configured'
  | 'address-invalid'
  | 'no-code'
  | 'not-a-token'
  | 'other-kind'
  | 'token-ids-invalid'
  | 'chain-unreachable'
/** Keyed by the field's path, e.g. `conditions.0.contract`. */
export type FieldIssues = Readonly<Record<string, FieldIssue>>
