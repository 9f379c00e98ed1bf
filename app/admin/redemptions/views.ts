import type { ReservationState } from '../../core/redemption/types.ts'
import type { FilterOption } from '../page/formatGateChoices.ts'

/** An entry of the audit log. */
export type AuditView = {
  readonly id: string
  readonly at: string
  readonly who: string
  readonly text: string
  readonly reason: string | null
}

/** A use of a gate with limits. */
export type RedemptionView = {
  /** The reservation's id, as text. */
  readonly id: string
  readonly gate: { readonly number: number; readonly name: string }
  readonly state: ReservationState
  /** What it takes: wallets, tokens, places. */
  readonly units: readonly string[]
  readonly changedAt: string
  /** Time until which an open reservation is set aside; null in any other state. */
  readonly endsAt: string | null
  readonly orderId: string | null
  /**
   * How staff may release it: not at all, without consequences, or so that an order that still brings its unlock breaks
   * a rule.
   */
  readonly release: 'none' | 'free' | 'lapse'
}

/** A gate with limits, and how much of it is used. */
export type UsedGateView = {
  readonly number: number
  readonly name: string
  readonly counts: string
  /** What staff can record a use of by hand: only what the gate limits. */
  readonly ways: readonly CorrectionWay[]
}
/** `value` is `wallet`, or the start of a token's key. */
export type CorrectionWay = { readonly value: string; readonly label: string; readonly hasIds: boolean }

export type RedemptionsView = {
  readonly redemptions: readonly RedemptionView[]
  readonly gates: readonly UsedGateView[]
  /** Gates to filter by. */
  readonly choices: readonly FilterOption[]
  /** Whether some of them are not among `gates`. */
  readonly isPartial: boolean
  readonly audit: readonly AuditView[]
  /** Id after which the next page begins, as text; null on the last page. */
  readonly next: string | null
  readonly timeZone: string
}
