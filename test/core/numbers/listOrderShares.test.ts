import { describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { listOrderShares } from '../../../app/core/numbers/listOrderShares.ts'
import { evaluateSettlement, type LedgerAnswer } from '../../../app/core/settlement/evaluateSettlement.ts'
import { type PlanSettlementParameters, planSettlement } from '../../../app/core/settlement/planSettlement.ts'
import type { OrderDiscount, OrderFacts } from '../../../app/core/settlement/types.ts'
import {
  makeEntry,
  makeGrant,
  makeLine,
  makeOrder,
  makeOrderGate,
  makeProof,
  ORDERED,
  takesOff,
} from '../settlement/samples.ts'

const A = 'a'.repeat(16)
const CODE = 'PAL-0000-0000-0000'
const priced = { isClosed: false, isExclusive: false }
const off = (amount: bigint, over: Partial<OrderDiscount> = {}): OrderDiscount => ({
  ...{ amount, code: null, isOurs: true, isWhole: false },
  ...over,
})
const THEIRS = { isOurs: false }

/** The shares as `gate day revenue discount`. */
function list(
  order: Partial<OrderFacts>,
  over: Partial<PlanSettlementParameters> & { ledger?: LedgerAnswer } = {},
  ianaTimezone = 'Europe/Berlin',
) {
  const { ledger = { taken: [], missing: [] }, ...changes } = over
  const facts = makeOrder(order)
  const plan = planSettlement({
    order: facts,
    proofs: [makeProof([makeEntry(1)])],
    gates: [makeOrderGate(1)],
    collections: new Map(),
    closingCollections: new Map(),
    before: null,
    cartToken: 'cart-1',
    grants: [makeGrant()],
    now: ORDERED + 10,
    ...changes,
  })
  const settlement = evaluateSettlement({ order: facts, plan, ledger, rechecks: [], holders: [] })
  const shares = listOrderShares({ order: facts, plan, settlement, ianaTimezone })
  return shares.map(({ gate, dayOn, revenue, discount }) => `${gate} ${dayOn} ${revenue} ${discount}`)
}
const discounted = { hasOurDiscount: true, quantity: 4, discounts: [off(16_000n)] }
const price = {
  proofs: [makeProof([makeEntry(1, takesOff('p', 2000n))])],
  gates: [makeOrderGate(1, priced)],
}

describe('listOrderShares', () => {
  test('default: the line that a proof paid for, for its gate and the shop, on the day of the shop', () => {
    expect(list({})).toEqual(['0 2026-11-25 20000 0', '1 2026-11-25 20000 0'])
    expect(list({}, {}, 'Pacific/Auckland')).toEqual(['0 2026-11-26 20000 0', '1 2026-11-26 20000 0'])
  })

  test('behavior: what was paid is less every discount, and only ours was given by the gate', () => {
    const line = makeLine({ ...discounted, discounts: [off(16_000n), off(4_000n, THEIRS)] })
    expect(list({ lines: [line] }, price)).toEqual(['0 2026-11-25 60000 16000', '1 2026-11-25 60000 16000'])
  })

  test('behavior: units that were given back no longer count', () => {
    const line = (currentQuantity: number) => makeLine({ ...discounted, currentQuantity })
    expect(list({ lines: [line(1)] }, price)).toEqual(['0 2026-11-25 16000 4000', '1 2026-11-25 16000 4000'])
    expect(list({ lines: [line(0)] }, price)).toEqual([])
  })

  test('behavior: a canceled order, one of staff, and a line that broke a rule add nothing', () => {
    expect(list({ cancelledAt: ORDERED + 5 })).toEqual([])
    expect(list({ isStaffMade: true })).toEqual([])
    expect(list({}, { ledger: { taken: [{ grant: A, by: 4999n }], missing: [] } })).toEqual([])
    expect(list({}, { proofs: [], grants: [] })).toEqual([])
  })

  test('behavior: a line without a gate is no revenue of a gate', () => {
    const lines = [makeLine(), makeLine({ id: 2, productId: 9, variantId: 99 })]
    expect(list({ lines })).toEqual(['0 2026-11-25 20000 0', '1 2026-11-25 20000 0'])
  })

  test('behavior: two gates of a line have its revenue each, the shop has it once, and one gave the discount', () => {
    const both = {
      proofs: [makeProof([makeEntry(1), makeEntry(2, takesOff('p', 2000n))])],
      gates: [makeOrderGate(1), makeOrderGate(2, priced)],
    }
    expect(list({ lines: [makeLine(discounted)] }, both)).toEqual([
      '0 2026-11-25 64000 16000',
      '1 2026-11-25 64000 0',
      '2 2026-11-25 64000 16000',
    ])
  })

  test('behavior: a gate that discounted the order or its shipping has the whole order', () => {
    const lines = [
      makeLine({ discounts: [off(2_000n, { isWhole: true })] }),
      makeLine({ id: 2, productId: 9, variantId: 99, discounts: [off(2_000n, { isWhole: true })] }),
    ]
    const whole = {
      proofs: [makeProof([makeEntry(1, takesOff('q', 1000n))])],
      gates: [makeOrderGate(1, priced)],
    }
    expect(list({ lines, hasOurOrderDiscount: true }, whole)).toEqual([
      '0 2026-11-25 36000 4000',
      '1 2026-11-25 36000 4000',
    ])
    const shipping = {
      proofs: [makeProof([makeEntry(1, { reaction: { ...NO_FLAGS, freeShipping: true, price: null } })])],
      gates: [makeOrderGate(1, priced)],
    }
    const free = { hasOurShippingDiscount: true, shippingDiscounts: [off(5_000n), off(900n, THEIRS)] }
    expect(list(free, shipping)).toEqual(['0 2026-11-25 20000 5000', '1 2026-11-25 20000 5000'])
  })

  test('behavior: a code of a gate counts as its discount, and another code does not', () => {
    const coded = {
      proofs: [makeProof([makeEntry(1, takesOff('p', 2000n))], { place: { kind: 'code', code: `${CODE}` } })],
      gates: [makeOrderGate(1, priced)],
    }
    const line = makeLine({
      codes: [CODE, 'AUTUMN'],
      discounts: [off(4_000n, { code: CODE, ...THEIRS }), off(1_000n, { code: 'AUTUMN', ...THEIRS })],
    })
    expect(list({ lines: [line], codes: [CODE, 'AUTUMN'] }, coded)).toEqual([
      '0 2026-11-25 15000 4000',
      '1 2026-11-25 15000 4000',
    ])
  })

  test('behavior: what Shopify does not say counts as nothing, and nothing is below zero', () => {
    expect(list({ lines: [makeLine({ unitPrice: null })] })).toEqual(['0 2026-11-25 0 0', '1 2026-11-25 0 0'])
    const line = makeLine({ discounts: [off(99_000n, THEIRS)] })
    expect(list({ lines: [line] })).toEqual(['0 2026-11-25 0 0', '1 2026-11-25 0 0'])
  })
})
