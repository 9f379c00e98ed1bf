import type { ReactionKind } from '../../core/gate/reactionKinds.ts'
import type { HoldReason } from '../../core/settlement/findHold.ts'

/** What a gate gave: a share in percent, or an amount in the shop's currency. */
export type GivenView = { readonly kind: ReactionKind; readonly percent?: number; readonly amount?: number }

/** What opened a gate for an order: `Night Owls #17`, `0x12…9f`, or a pass. A wallet that is not known has no name. */
export type OpeningView = {
  readonly by: { readonly kind: 'token' | 'wallet' | 'pass'; readonly name: string | null }
  /** Null for a gate that is gone. */
  readonly gate: string | null
  readonly gives: readonly GivenView[]
  /** Titles of what was bought; none in the list of orders. */
  readonly items: readonly string[]
}

/** What a buyer's page shows of an order. The block's side is `extensions/shopper-surfaces/types.ts`. */
export type OrderOpeningsView =
  | { readonly kind: 'none' | 'waiting' }
  | {
      readonly kind: 'found'
      readonly currency: string
      readonly openings: readonly OpeningView[]
      readonly hold: HoldReason | null
      readonly isCancelled: boolean
      /** Compact JWS. */
      readonly receipts: readonly { readonly gate: string | null; readonly token: string }[]
    }

/** What a customer's account shows. Instants are unix seconds. */
export type CustomerOpeningsView = {
  readonly currency: string
  /** Shortened. */
  readonly wallets: readonly string[]
  readonly open: readonly { readonly gate: string; readonly endsAt: number }[]
  readonly held: readonly string[]
  readonly orders: readonly {
    readonly name: string
    readonly orderedAt: number
    readonly openings: readonly OpeningView[]
  }[]
}
