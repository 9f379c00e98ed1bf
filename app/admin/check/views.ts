import type { Sentence } from '../formatPlain.ts'

/** What one wallet was found to have of a condition. */
export type CheckedHolder = {
  readonly address: string
  /** The wallet that speaks for this one, or null. */
  readonly via: string | null
  readonly found: string
}
/** How a part of a check came out: whether it is as the gate wants it. */
export type CheckVerdict = 'good' | 'bad' | 'unknown'
export type CheckedCondition = {
  readonly verdict: CheckVerdict
  readonly sentence: Sentence
  /** What was found, or why it could not be checked. */
  readonly outcome: string
  readonly holders: readonly CheckedHolder[]
  /** Where it was read: chain, block, source and time, as far as they say something. */
  readonly facts: readonly string[]
}
export type CheckedGroup = {
  readonly verdict: CheckVerdict
  readonly title: string
  readonly of: readonly CheckedNode[]
}
export type CheckedNode = CheckedGroup | CheckedCondition

/** A check of wallets against a gate, explained. */
export type CheckView = {
  readonly verdict: CheckVerdict
  readonly summary: string
  readonly parts: readonly { readonly title: string | null; readonly root: CheckedNode }[]
}

/** What staff ask: addresses as they were written, and a block of a chain, both empty for now. */
export type CheckQuestion = {
  readonly wallets: readonly string[]
  readonly chain: string
  readonly block: string
}
