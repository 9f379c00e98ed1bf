import { call } from './call.ts'
import type { KindEntry, TokenIdentity } from './entry.ts'
import { erc20 } from './erc20.ts'
import { erc721 } from './erc721.ts'
import { erc1155 } from './erc1155.ts'
import type { ConditionKind } from './facts.ts'
import { flowNft, flowToken } from './flow.ts'
import { allowlist, denylist } from './lists.ts'
import { collection, creator } from './metaplex.ts'
import { native } from './native.ts'
import { spl } from './spl.ts'
import { stake } from './stake.ts'
import { trait } from './trait.ts'

/**
 * The entry of every kind of condition. A new kind starts with a new file, a line here and one in `facts.ts`; the other
 * steps are in ARCHITECTURE.md ("To add a condition kind").
 */
export const conditionKinds = {
  erc721,
  trait,
  erc1155,
  erc20,
  native,
  collection,
  creator,
  spl,
  stake,
  flowNft,
  flowToken,
  call,
  allowlist,
  denylist,
} as const satisfies { readonly [Kind in ConditionKind]: { readonly parse: unknown } }

type Kinds = typeof conditionKinds
export type Condition = {
  [Kind in ConditionKind]: Kinds[Kind] extends KindEntry<infer C, infer _> ? C : never
}[ConditionKind]

/** Conditions with this token identity. */
type SingleTokens<Single extends TokenIdentity> = {
  [Kind in ConditionKind]: Kinds[Kind] extends KindEntry<infer C, Single> ? C : never
}[ConditionKind]
/** Conditions whose tokens have a number in a contract. */
export type NumberedCondition = SingleTokens<'number'>
/** Conditions whose tokens have an identity, so that a limit can use them up one by one. */
export type SingleTokenCondition = NumberedCondition | SingleTokens<'mint'>

/** Find the entry of a condition's kind. */
export function entryOf<C extends Condition>({ kind }: C): KindEntry<C, TokenIdentity> {
  return conditionKinds[kind] as unknown as KindEntry<C, TokenIdentity>
}

/** Whether the tokens of a condition have a number in its contract. */
export function isNumbered(condition: Condition): condition is NumberedCondition {
  return conditionKinds[condition.kind].tokenIdentity === 'number'
}
