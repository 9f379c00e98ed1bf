import type { WalletAddress } from '../chain/types.ts'
import type { Shop } from '../gate/shop.ts'
import type { Gate, GateNumber, ShopId } from '../gate/types.ts'
import type { ReservationState } from '../redemption/types.ts'

/** A one-time pass that staff made for one gate and one order. Instants are unix seconds. */
export type StaffPass = {
  /** Also the id of its visit. */
  readonly id: string
  readonly shopId: ShopId
  readonly gate: GateNumber
  /** The wallet that staff typed, which met the requirement then; null if the pass was made on their word. */
  readonly wallet: WalletAddress | null
  /** How many items of the gate its order may have. */
  readonly units: number
  readonly note: string
  /** `staff:<user id>` */
  readonly actor: string
  readonly createdAt: number
  readonly endsAt: number
  /** Its use in the ledger; null if the ledger no longer has it. */
  readonly use: {
    readonly reservationId: bigint
    readonly state: ReservationState
    readonly orderId: bigint | null
  } | null
}

/** open: an order may use it. used: an order has used it. withdrawn: staff took it back before. expired: it has ended. */
export type StaffPassState = 'open' | 'used' | 'withdrawn' | 'expired'

/** A pass with the secret of its link. */
export type ListedPass = { readonly pass: StaffPass; readonly token: string }
/** Where a page of passes begins: behind this one. */
export type PassMark = Pick<StaffPass, 'createdAt' | 'id'>
/** A page of the passes of a gate, newest first. */
export type GatePasses = {
  readonly shop: Shop
  readonly gate: Gate
  readonly passes: readonly ListedPass[]
  /** Where the next page begins; null on the last page. */
  readonly next: PassMark | null
  /** Names of the staff by Shopify's user id, as far as Shopify has told them. */
  readonly staff: ReadonlyMap<string, string>
}
