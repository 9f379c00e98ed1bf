import type { StaffPassState } from '../../core/staffPass/types.ts'

/** A one-time pass in the list of its gate. */
export type PassView = {
  readonly id: string
  readonly state: StaffPassState
  /** Whom it is for: a shortened wallet, or that it was made on the word of the staff. */
  readonly who: string
  readonly note: string
  /** `1 item`, `up to 3 items` */
  readonly units: string
  /** `Anna Berg, 12 May, 14:05` */
  readonly made: string
  /** `until 13 May, 16:00`, or when it ended. */
  readonly ends: string
  /** The link for the shopper; null unless the pass is open. */
  readonly link: string | null
  /** The order that used it; null if none did, or it is not known anymore. */
  readonly orderId: number | null
}

export type PassesView = {
  readonly gate: { readonly number: number; readonly name: string; readonly isActive: boolean }
  /** How many items one cart may hold; null without a limit. */
  readonly mostUnits: number | null
  /** What a pass without a wallet does not count; null if it counts all limits. */
  readonly uncounted: string | null
  readonly passes: readonly PassView[]
  /** Mark of the next page; null on the last page. */
  readonly next: string | null
  readonly timeZone: string
}

/** The attribute of an order that staff make, and until when it works. */
export type PassProofView = { readonly proof: string; readonly until: string }

/** What the form of a new pass sends. */
export type PassForm = {
  /** The id that the dialog gave to the pass: a request that is sent again makes no second one. */
  readonly draftId: string
  /** Empty: on the word of the staff. */
  readonly wallet: string
  readonly units: string
  readonly hours: string
  readonly note: string
}

/** How long a pass may be valid, in hours. */
export const PASS_HOURS = [4, 24, 72, 168] as const
