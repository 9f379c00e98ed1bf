import type { TokenDescription } from '../../chain/describe.ts'
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

/**
 * How a token of a kind is told from its siblings, so that it can be used up alone: by a `number` in its contract, which
 * ERC-721 lists, or by an address of its own (`mint`). Null where one unit is like another.
 */
export type TokenIdentity = 'number' | 'mint' | null

/** Everything about one kind of condition. What only the admin says of it stands in `app/admin/kinds.ts`. */
export type KindEntry<C extends { readonly kind: string }, Single extends TokenIdentity = null> = {
  /** Whose chains it may name; `any` for what is read from no chain. */
  readonly family: ChainFamily | 'any'
  /** What a wallet must do: hold something, be on a list, or not be on a list. */
  readonly asks: 'holding' | 'listed' | 'unlisted'
  readonly tokenIdentity: Single
  /** Whether its amounts are of a coin: they come in fractions, and people call it by its symbol. */
  readonly isCoin: boolean
  /** What a merchant fills in, beside the kind and the chain. */
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
  /** Decimals of its amounts: 0 where whole units are counted. */
  readonly decimalsOf: (condition: C) => number
  /** What the chain said of the condition's contract. Null where no chain says what such an address is. */
  readonly contractOf: ((condition: C) => TokenDescription & { readonly kind: C['kind'] }) | null
}
