import type { TokenDescription } from '../../chain/describe.ts'
import type { ChainFamily } from '../../chain/types.ts'
import type { KindCard } from '../card.ts'
import type { Findings } from '../findings.ts'
import type { Holder } from '../holders.ts'
import type { FindBalance, Read, ReadAt } from '../reads.ts'

/** A form field of a condition, beside its kind and chain. */
export type ConditionField =
  | 'call'
  | 'contract'
  | 'traits'
  | 'minimum'
  | 'maximum'
  | 'tokenIds'
  | 'perId'
  | 'list'

export type PlanParameters<C> = {
  readonly condition: C
  readonly holder: Holder
  readonly at: ReadAt | undefined
}
export type EvaluateParameters<C> = {
  readonly condition: C
  /** The holders that can hold anything on the condition's chain. */
  readonly holders: readonly Holder[]
  readonly find: FindBalance
  readonly at: ReadAt | undefined
  /** Whether `met` closes the gate: under an odd number of `not`s. A doubtful condition is then met. */
  readonly isNegated: boolean
}

/**
 * What identifies a single token of a kind, so that a limit can use it up: a `number` in its contract (ERC-721), or an
 * address of its own (`mint`). Null if units are interchangeable.
 */
export type TokenIdentity = 'number' | 'mint' | null

/** What is plain data about one kind of condition (`facts.ts`). */
export type KindFacts<Single extends TokenIdentity = TokenIdentity> = {
  /** The family of chains that it may name; `any` if it reads no chain. */
  readonly family: ChainFamily | 'any'
  /** What a wallet must do: hold something, be on a list, or not be on a list. */
  readonly asks: 'holding' | 'listed' | 'unlisted'
  readonly tokenIdentity: Single
  /** Whether its amounts are of a coin: they come in fractions, and people call it by its symbol. */
  readonly isCoin: boolean
  /** Whether the chain tells the kind from an address: the entry's `contractOf` is not null. */
  readonly isRecognized: boolean
  /** The form fields, beside the kind and the chain. */
  readonly fields: readonly ConditionField[]
}

/**
 * What the core knows about one kind of condition. Elsewhere are the merchants' words (`app/admin/kinds.ts`), the
 * shoppers' words (the snippets of `extensions/gate-block`) and what the chain says of a contract
 * (`app/core/chain/describe.ts`).
 */
export type KindEntry<
  C extends { readonly kind: string },
  Single extends TokenIdentity = null,
> = KindFacts<Single> & {
  /** Parse it from JSON. @throws {InputError} ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID */
  readonly parse: (value: unknown) => C
  /** Format a condition as JSON that `parse` reads back. */
  readonly format: (condition: C) => Readonly<Record<string, unknown>> & { readonly kind: string }
  /** Plan the reads for one holder. */
  readonly plan: (parameters: PlanParameters<C>) => Read[]
  /** Judge a condition from its balances. */
  readonly evaluate: (parameters: EvaluateParameters<C>) => Findings
  /** Describe a condition for people, in human units. Public: names no list and no wallet. */
  readonly describe: (condition: C) => KindCard<C['kind']>
  /** Decimals of its amounts; 0 for whole units. */
  readonly decimalsOf: (condition: C) => number
  /**
   * The contract's description, as the chain gave it. A type error with `never` means that `TokenDescription` in
   * `app/core/chain/describe.ts` lacks the kind.
   *
   * Null if no chain describes such an address. Then merchants choose the kind. If it has a contract, its label is
   * empty and its amounts are whole, as nothing tells the form a name or decimals.
   */
  readonly contractOf: ((condition: C) => TokenDescription & { readonly kind: C['kind'] }) | null
}
