import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber, Limits } from '../../../app/core/gate/types.ts'
import type { ProofEntry } from '../../../app/core/proof/types.ts'
import type {
  GateMeaning,
  OrderFacts,
  OrderGate,
  OrderGrant,
  OrderLine,
  OrderProof,
  ProofPlace,
} from '../../../app/core/settlement/types.ts'

/** 2026-11-25 13:00 UTC, 14:00 in Berlin: period 07. */
export const ORDERED = Date.parse('2026-11-25T13:00:00Z') / 1000
export const UNLIMITED: Limits = { perWallet: null, perToken: null, total: null }

export function makeLine(over: Partial<OrderLine> = {}): OrderLine {
  const quantity = over.quantity ?? 1
  return {
    id: 1,
    productId: 8101,
    variantId: 9101,
    quantity,
    currentQuantity: quantity,
    boughtQuantity: quantity,
    requiresShipping: true,
    proof: null,
    hasOurDiscount: false,
    unitPrice: 20_000n,
    ...over,
  }
}

export function makeOrder(over: Partial<OrderFacts> = {}): OrderFacts {
  return {
    id: 5001,
    name: '#1001',
    createdAt: ORDERED,
    cancelledAt: null,
    customerId: null,
    isStaffMade: false,
    proof: null,
    pass: null,
    lines: [makeLine()],
    hasOurOrderDiscount: false,
    hasOurShippingDiscount: false,
    codes: [],
    tags: [],
    ...over,
  }
}

export function makeEntry(gate: number, over: Partial<ProofEntry> = {}): ProofEntry {
  return {
    gate: gate as GateNumber,
    revision: 1,
    cap: 0,
    profile: 0,
    reaction: { ...NO_FLAGS, exclusive: true, price: null },
    ...over,
  }
}

export const takesOff = (kind: 'p' | 'q' | 'f' | 'r', amount: bigint) => ({
  reaction: { ...NO_FLAGS, price: { kind, amount } },
})

export function makeProof(
  entries: readonly ProofEntry[],
  { grant = 'a'.repeat(16), place = { kind: 'c' } }: { grant?: string; place?: ProofPlace } = {},
): OrderProof {
  return { kind: 'good', place, grant, entries }
}

export function makeGrant(over: Partial<OrderGrant> = {}): OrderGrant {
  return {
    id: 'a'.repeat(16),
    visitId: 'visit',
    carrier: 'c',
    cartToken: 'cart-1?key=abc',
    endsAt: ORDERED + 3600,
    ...over,
  }
}

/** An exclusive gate on product 8101, unless `over` differs. */
export function makeOrderGate(
  number: number,
  over: Partial<GateMeaning> & { isClosed?: boolean; recheck?: boolean } = {},
): OrderGate {
  const { isClosed = true, recheck = false, ...meaning } = over
  const full: GateMeaning = {
    subject: { kind: 'products', ids: [8101] },
    isExclusive: true,
    limits: UNLIMITED,
    createdAt: 0,
    ...meaning,
  }
  return {
    number: number as GateNumber,
    recheck,
    closedTo: isClosed ? [full.subject, full.subject] : [],
    revisions: new Map([[1, full]]),
  }
}
