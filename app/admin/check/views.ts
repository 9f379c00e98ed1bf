import type { GateForm } from '../../core/gate/form.ts'
import type { Sentence } from '../formatPlain.ts'

/** What one wallet holds for a condition. */
export type CheckedHolder = {
  readonly address: string
  /** The delegate wallet that speaks for this vault, or null. */
  readonly via: string | null
  readonly found: string
}
/** Result of a part of a check: `good` if it is as the gate requires. */
export type CheckVerdict = 'good' | 'bad' | 'unknown'
export type CheckedCondition = {
  readonly verdict: CheckVerdict
  readonly sentence: Sentence
  /** What was found, or why it could not be checked. */
  readonly outcome: string
  readonly holders: readonly CheckedHolder[]
  /** Where and when it was read: chain, block, endpoint and time, as far as known. */
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
  /** What each typed name stands for. */
  readonly names: readonly { readonly name: string; readonly address: string }[]
  readonly parts: readonly { readonly title: string | null; readonly root: CheckedNode }[]
}

/** Wallets of a list that the page sends in one request. */
export const MOST_AT_ONCE = 20

/** A wallet of a list, checked by itself. */
export type CheckedWallet = {
  /** As typed. */
  readonly text: string
  readonly verdict: CheckVerdict
  /** What is missing, or why it could not be checked; empty if the wallet passes. */
  readonly reasons: readonly string[]
}

/** Question of staff: the gate's form, addresses as typed, a chain, and a block on it. An empty block means now. */
export type CheckQuestion = {
  readonly form: GateForm
  readonly wallets: readonly string[]
  readonly chain: string
  readonly block: string
}
