import type { ReservationState } from '../../core/redemption/types.ts'

/** A line of the record of who changed what. */
export type AuditView = {
  readonly id: string
  readonly at: string
  readonly who: string
  readonly text: string
  readonly reason: string | null
}

/** A use of a gate with limits. */
export type RedemptionView = {
  /** The reservation's number, as text. */
  readonly id: string
  readonly gate: { readonly number: number; readonly name: string }
  readonly state: ReservationState
  /** What it takes: wallets, tokens, places. */
  readonly units: readonly string[]
  readonly changedAt: string
  /** Until when it is set aside; null when it is not any more. */
  readonly endsAt: string | null
  readonly orderId: string | null
  /** How staff may take it back: not at all, at once, or so that an order that still brings it is held. */
  readonly release: 'none' | 'free' | 'lapse'
}

/** A gate with limits, and how much of it is used. */
export type UsedGateView = {
  readonly number: number
  readonly name: string
  readonly counts: string
  /** What a use can be recorded of by hand: a wallet, or a token of one of these. */
  readonly tokens: readonly TokenChoice[]
}
/** `value` is how a token's key begins. */
export type TokenChoice = { readonly value: string; readonly label: string; readonly hasIds: boolean }

export type RedemptionsView = {
  readonly redemptions: readonly RedemptionView[]
  readonly gates: readonly UsedGateView[]
  readonly audit: readonly AuditView[]
  /** Where the next page begins, null on the last. */
  readonly next: string | null
  readonly timeZone: string
}
