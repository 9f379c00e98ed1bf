import type { KindEntry } from './entry.ts'
import { erc20 } from './erc20.ts'
import { erc721 } from './erc721.ts'
import { erc1155 } from './erc1155.ts'
import { allowlist, denylist } from './lists.ts'
import { collection, creator } from './metaplex.ts'
import { native } from './native.ts'
import { spl } from './spl.ts'

/** Every kind of condition, in the order people are shown them. One more kind is one more file, and one more line here. */
export const conditionKinds = {
  erc721,
  erc1155,
  erc20,
  native,
  collection,
  creator,
  spl,
  allowlist,
  denylist,
} as const

type Kinds = typeof conditionKinds
export type ConditionKind = keyof Kinds
export type Condition = {
  [Kind in ConditionKind]: Kinds[Kind] extends KindEntry<infer C, boolean> ? C : never
}[ConditionKind]

/** Conditions whose tokens can be told apart and so be used up one by one. */
export type SingleTokenCondition = {
  [Kind in ConditionKind]: Kinds[Kind] extends KindEntry<infer C, true> ? C : never
}[ConditionKind]

/** The entry of a condition's kind. */
export function entryOf<C extends Condition>({ kind }: C): KindEntry<C, boolean> {
  return conditionKinds[kind] as unknown as KindEntry<C, boolean>
}

/** Whether a text names a kind of condition. */
export function isConditionKind(kind: unknown): kind is ConditionKind {
  return typeof kind === 'string' && Object.hasOwn(conditionKinds, kind)
}
