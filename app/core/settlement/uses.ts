import type { Memberships } from '../gate/memberships.ts'
import type { DecidingEntry } from './findDeciding.ts'
import type {
  OrderFacts,
  OrderGate,
  OrderGrant,
  OrderLine,
  OrderProof,
  Settlement,
  SettlementReason,
} from './types.ts'

export type FindUsesParameters = {
  readonly order: OrderFacts
  /** In the order of belief. */
  readonly proofs: readonly OrderProof[]
  readonly gates: readonly OrderGate[]
  /** The collections that gates are about, of each product and single variant, that it was in when the order was made or some minutes before. */
  readonly collections: Memberships
  /** Those it was in all of these minutes: what had just joined, or just left, closes nothing. */
  readonly closingCollections: Memberships
  /** What was decided before: what a line was closed by, and what opened it, is not looked for again. */
  readonly before: Pick<Settlement, 'lines' | 'reasons'> | null
  /** Those that exist of all grants the order's good proofs name. */
  readonly grants: readonly OrderGrant[]
}
export type LineUse = {
  readonly line: OrderLine
  readonly closedGates: readonly number[]
  /** The gates that opened or discounted it, each once. */
  readonly gates: readonly number[]
  readonly faults: readonly SettlementReason[]
}
export type FindUsesResult = {
  readonly deciding: ReadonlyMap<number, DecidingEntry>
  readonly lines: readonly LineUse[]
  /** Gates that gave an order or shipping discount. */
  readonly orderGates: readonly number[]
  readonly orderFaults: readonly SettlementReason[]
}

/** What an order's entries are looked at with. */
export type Offers = FindUsesParameters & {
  readonly deciding: ReadonlyMap<number, DecidingEntry>
  readonly byNumber: ReadonlyMap<number, OrderGate>
}
