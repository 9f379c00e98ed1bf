import type { ChainFamily } from '../../chain/types.ts'
import type { KindCard } from '../card.ts'
import type { Findings } from '../findings.ts'
import type { Holder } from '../holders.ts'
import type { FindBalance, Read, ReadAt } from '../reads.ts'

/** The fields of a form that a merchant fills in for a condition, beside its kind and chain. */
export type ConditionField = 'contract' | 'minimum' | 'maximum' | 'tokenIds' | 'perId' | 'list'

export type PlanParameters<C> = {
  readonly condition: C
  readonly holder: Holder
  readonly at: ReadAt | undefined
}
export type EvaluateParameters<C> = {
  readonly condition: C
  /** Those that can hold anything on the condition's chain. */
  readonly holders: readonly Holder[]
  readonly find: FindBalance
  readonly at: ReadAt | undefined
  /** Whether a yes closes: under a `not`. What is only perhaps so is then taken for so. */
  readonly isNegated: boolean
}

/** Everything about one kind of condition. */
export type KindEntry<C extends { readonly kind: string }, IsSingleToken extends boolean = false> = {
  /** Whose chains it may name; `any` for what is read from no chain. */
  readonly family: ChainFamily | 'any'
  /** Whether what is held can be told apart, and so be used up one by one. */
  readonly isSingleToken: IsSingleToken
  /** Whether the chain says what the address of such a condition is. */
  readonly isRecognized: boolean
  readonly fields: readonly ConditionField[]
  /** Read it from JSON. @throws {InputError} ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID */
  readonly parse: (value: unknown) => C
  /** Spell it as JSON that `parse` reads back. */
  readonly format: (condition: C) => Readonly<Record<string, unknown>> & { readonly kind: string }
  /** What must be read of one holder. */
  readonly plan: (parameters: PlanParameters<C>) => Read[]
  /** Judge it from what was read. */
  readonly evaluate: (parameters: EvaluateParameters<C>) => Findings
  /** Say it for people, in human units. Public: names no list and no wallet. */
  readonly describe: (condition: C) => KindCard<C['kind']>
}
