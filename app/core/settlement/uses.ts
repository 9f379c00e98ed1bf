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
  /** By precedence, highest first. */
  readonly proofs: readonly OrderProof[]
  readonly gates: readonly OrderGate[]
  /**
   * The gates' collections that each product or single variant was in when the order was made, or some minutes before.
   */
  readonly collections: Memberships
  /** Those that it was in during all of these minutes: a collection that it just joined or left closes nothing. */
  readonly closingCollections: Memberships
  /** The earlier settlement: the gates that closed or opened a line are decided once. */
  readonly before: Pick<Settlement, 'lines' | 'reasons'> | null
  /** The grants that the order's good proofs name, as far as they exist. */
  readonly grants: readonly OrderGrant[]
}
export type LineUse = {
  readonly line: OrderLine
  readonly closedGates: readonly number[]
  /** The gates that opened or discounted the line, each once. */
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

/** The parameters, with the deciding entries and the gates by number. */
export type Offers = FindUsesParameters & {
  readonly deciding: ReadonlyMap<number, DecidingEntry>
  readonly byNumber: ReadonlyMap<number, OrderGate>
}
