import type { TillState } from '../../core/counter/types.ts'

/** A till in the list. */
export type TillView = {
  readonly id: string
  readonly name: string
  readonly state: TillState
  /** `Until 13 May 2026, 16:00` */
  readonly ends: string
  /** `Last used 13 May 2026, 16:00`, or that nobody has used it. */
  readonly used: string
  /** Opens its page; null unless it works. */
  readonly link: string | null
}

/** waiting: for its order. unmatched: no order came in time. matched: an order has it. undone: given back. */
export type ChargeState = 'waiting' | 'unmatched' | 'matched' | 'undone'

/** A use that a till charged. */
export type ChargeView = {
  readonly id: string
  readonly reference: string
  readonly state: ChargeState
  /** `VIP night · 2 items` */
  readonly what: string
  /** `Front desk, 13 May 2026, 16:00` */
  readonly where: string
  readonly orderId: number | null
}

/** An order of the point of sale whose exclusive product no till has charged. */
export type SaleView = {
  readonly orderId: number
  readonly name: string
  readonly what: string
}

export type CounterView = {
  readonly tills: readonly TillView[]
  readonly charges: readonly ChargeView[]
  readonly sales: readonly SaleView[]
  /** The page that shoppers open on their phones. */
  readonly phoneLink: string
  /** It as the path of a QR code, for a sign at the counter. */
  readonly phoneCode: { readonly size: number; readonly path: string }
  readonly timeZone: string
}

/** What the form of a new till sends. */
export type TillForm = {
  /** The id that the dialog gave to the till: a request that is sent again makes no second one. */
  readonly draftId: string
  readonly name: string
  readonly hours: string
}

/** How long a till may work, in hours. */
export const TILL_HOURS = [4, 12, 24, 168] as const
