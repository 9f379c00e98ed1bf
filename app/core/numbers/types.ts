import type { ClosedReason, UnmetLine, UsedUp } from '../gate/answer.ts'
import type { ShopId } from '../gate/types.ts'

/** The answer to a shopper about one gate: it opened, why it stayed closed, or it could not be checked. */
export type AnswerOutcome = 'open' | ClosedReason | 'unchecked'

/** Every answer, in the order in which people read them. */
export const ANSWER_OUTCOMES = [
  'open',
  'unmet',
  'used-up',
  'sign-in',
  'sign-again',
  'not-started',
  'paused',
  'ended',
  'unchecked',
] as const satisfies readonly AnswerOutcome[]

/** The gate under which the whole shop is counted. No gate has this number. */
export const WHOLE_SHOP = 0

/** What a shopper was told beside the outcome. Each field is there only if the answer had it. */
export type AnswerDetail = {
  /** What was needed and found, for `unmet`. */
  readonly lines?: readonly UnmetLine[]
  readonly usedUp?: UsedUp
  /** Unix seconds, for `not-started`. */
  readonly startsAt?: number
  /** The code of what failed, and the chain's slug, for `unchecked`. */
  readonly code?: string
  readonly chain?: string
}

/** An answer about one gate, as it is counted and stored. */
export type UnlockEvent = {
  readonly shopId: ShopId
  readonly visitId: string
  /** Unix seconds. */
  readonly at: number
  /** The shop's day then, `YYYY-MM-DD`. */
  readonly dayOn: string
  readonly gate: number
  readonly revision: number
  readonly outcome: AnswerOutcome
  readonly detail: AnswerDetail
  /** The wallets and vaults of the visit. */
  readonly wallets: readonly string[]
  /** The wallet that opened the gate; null if it stayed closed. */
  readonly holder: string | null
  /** Whether the shopper signed for it. A renewal counts only if it changes the answer. */
  readonly isLogin: boolean
  /** Whether a receiver of the shop may want to know. */
  readonly isTold: boolean
}

/** Who asked, and the facts of each gate that its answer does not name. */
export type UnlockAttempt = Pick<
  UnlockEvent,
  'shopId' | 'visitId' | 'at' | 'wallets' | 'isLogin' | 'isTold'
> & {
  readonly ianaTimezone: string
  readonly gates: readonly {
    readonly gate: number
    readonly revision: number
    readonly holder: string | null
  }[]
}

/** What is counted for a gate on a day. `order` has the revenue as its amount, `discount` what was taken off. */
export type CounterKind = AnswerOutcome | 'returning' | 'order' | 'discount'

/** A counter of a day. `amount` is in 1/1000 of the shop's currency unit, 0 except for `order` and `discount`. */
export type DayCount = {
  readonly dayOn: string
  readonly kind: CounterKind
  readonly count: number
  readonly amount: bigint
}

/** What an order adds to the counters of a gate, or of the whole shop. Amounts as in `DayCount`. */
export type OrderShare = {
  readonly gate: number
  readonly dayOn: string
  readonly revenue: bigint
  readonly discount: bigint
}

/** An answer about a gate, as the log has it. */
export type LoggedUnlock = Pick<UnlockEvent, 'at' | 'gate' | 'revision' | 'outcome' | 'wallets'> & {
  readonly id: string
  /** Null if another version wrote what this one cannot read. */
  readonly detail: AnswerDetail | null
}

/** The newest answers of a period among which characters from the middle of an address are looked for. */
export const MOST_SEARCHED = 10_000
