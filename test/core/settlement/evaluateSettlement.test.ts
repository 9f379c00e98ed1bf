import { describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { evaluateSettlement, type LedgerAnswer } from '../../../app/core/settlement/evaluateSettlement.ts'
import { LATE_SECONDS } from '../../../app/core/settlement/margins.ts'
import { type PlanSettlementParameters, planSettlement } from '../../../app/core/settlement/planSettlement.ts'
import type {
  OrderGrant,
  OrderLine,
  OrderProof,
  Recheck,
  SettledLine,
  Settlement,
} from '../../../app/core/settlement/types.ts'
import {
  makeEntry,
  makeGrant,
  makeLine,
  makeOrder,
  makeOrderGate,
  makeProof,
  ORDERED,
  takesOff,
  UNLIMITED,
} from './samples.ts'

type Case = Partial<PlanSettlementParameters> & { ledger?: LedgerAnswer; rechecks?: Recheck[] }
const A = 'a'.repeat(16)
const B = 'b'.repeat(16)
const NOTHING: LedgerAnswer = { taken: [], missing: [] }

function plan(over: Case) {
  return planSettlement({
    order: makeOrder(),
    proofs: [makeProof([makeEntry(1)])],
    gates: [makeOrderGate(1)],
    collections: new Map(),
    closingCollections: over.collections ?? new Map(),
    before: null,
    cartToken: 'cart-1',
    grants: [makeGrant()],
    now: ORDERED + 10,
    ...over,
  })
}
function settle(over: Case): Settlement {
  const order = over.order ?? makeOrder()
  const { ledger = NOTHING, rechecks = [] } = over
  return evaluateSettlement({ order, plan: plan({ ...over, order }), ledger, rechecks, holders: [] })
}
const decided = (over: Partial<SettledLine> & { lineId: number }) => ({
  lines: [{ outcome: 'none' as const, reasons: [], gates: [], closedGates: [], ...over }],
  reasons: [],
})
/** A gate that was about these products in a revision before its first. */
const addRevision = (gate: ReturnType<typeof makeOrderGate>, ids: number[]) => {
  const [first] = gate.revisions.values()
  if (!first) throw new Error('The gate has no revision.')
  return {
    ...gate,
    revisions: new Map([[0, { ...first, subject: { kind: 'products' as const, ids } }], ...gate.revisions]),
  }
}
const line = (settlement: Settlement, index = 0) => settlement.lines[index]
const priced = { isClosed: false, isExclusive: false }
const discounted = makeOrder({ lines: [makeLine({ hasOurDiscount: true })] })

describe('the settlement of an order', () => {
  test('default: a proof opens an exclusive line, and its grant pays', () => {
    expect(plan({})).toMatchObject({
      isOurs: true,
      claims: [{ id: A, visitId: 'visit', limited: [], released: [] }],
      closes: [],
      waitsUntil: null,
    })
    expect(settle({})).toMatchObject({
      outcome: 'committed',
      gates: [{ gate: 1, revision: 1, grant: A }],
      grants: [A],
      lines: [{ lineId: 1, outcome: 'committed', gates: [1], closedGates: [1], reasons: [] }],
    })
  })

  test.each<[string, Case, string, object[]]>([
    ['an unknown grant is unmatched', { grants: [] }, 'unmatched', [{ kind: 'no-such-grant', grant: A }]],
    [
      'a grant that an earlier order has is a duplicate',
      { ledger: { taken: [{ grant: A, by: 4999n }], missing: [] } },
      'duplicate',
      [{ kind: 'grant-used', grant: A, by: 4999 }],
    ],
    [
      'a use that was released and taken since is a duplicate',
      { ledger: { taken: [], missing: [{ grant: A, gate: 1 }] } },
      'duplicate',
      [{ kind: 'use-gone', grant: A, gate: 1 }],
    ],
    ['another cart is suspect', { cartToken: 'cart-2' }, 'suspect', [{ kind: 'other-cart', grant: A }]],
    [
      'another cart is committed once nobody else came for the grant',
      { cartToken: 'cart-2', now: ORDERED + 3600 + 3600 },
      'committed',
      [{ kind: 'nobody-came', grant: A }],
    ],
    ['a line without a proof is unproved', { proofs: [] }, 'unproved', [{ kind: 'no-proof' }]],
    [
      'a proof with a wrong MAC is unproved',
      { proofs: [{ kind: 'bad', place: { kind: 'c' }, fault: 'mac' }] },
      'unproved',
      [{ kind: 'bad-proof', fault: 'mac' }],
    ],
    [
      'a proof of a price gives no access',
      { proofs: [makeProof([makeEntry(1, takesOff('p', 2000n))])] },
      'unproved',
      [{ kind: 'no-proof' }],
    ],
    ['a proof of another gate', { proofs: [makeProof([makeEntry(2)])] }, 'unproved', [{ kind: 'no-proof' }]],
    [
      'more units than the cap are unproved',
      {
        proofs: [makeProof([makeEntry(1, { cap: 1 })])],
        order: makeOrder({ lines: [makeLine({ quantity: 2 })] }),
      },
      'unproved',
      [{ kind: 'over-cap', gate: 1 }],
    ],
    [
      'a token that is no longer held is unproved',
      { rechecks: [{ gate: 1, verdict: 'not-held' }] },
      'unproved',
      [{ kind: 'not-held', gate: 1 }],
    ],
    [
      'a token that could not be read again is committed',
      { rechecks: [{ gate: 1, verdict: 'unknown' }] },
      'committed',
      [{ kind: 'not-rechecked', gate: 1 }],
    ],
    [
      'our discount without a proof is unproved',
      { order: discounted, proofs: [], gates: [] },
      'unproved',
      [{ kind: 'no-proof' }],
    ],
  ])('behavior: %s', (_, over, outcome, reasons) => {
    const settlement = settle(over)
    expect(settlement.outcome).toBe(outcome)
    expect(line(settlement)).toMatchObject({ outcome, reasons })
  })

  test('behavior: a discounted product that is bought at full price is an ordinary sale', () => {
    const found = plan({ proofs: [], gates: [makeOrderGate(1, priced)] })
    expect(found).toMatchObject({ isOurs: false, claims: [], gates: [] })
  })

  test('behavior: an exclusive product that was open to everybody at the time is an ordinary sale', () => {
    expect(settle({ proofs: [], gates: [makeOrderGate(1, { isClosed: false })] }).outcome).toBe('none')
  })

  test('behavior: an order made by staff breaks no rule and uses no grant', () => {
    const order = makeOrder({ isStaffMade: true, lines: [makeLine({ hasOurDiscount: true })] })
    expect(plan({ order }).claims).toEqual([])
    expect(settle({ order })).toMatchObject({ outcome: 'none', reasons: [{ kind: 'staff-made' }], gates: [] })
    expect(settle({ order, proofs: [] }).outcome).toBe('none')
  })

  test('behavior: lines and units that were added after the checkout need no proof', () => {
    const added = makeLine({ id: 2, boughtQuantity: 0, hasOurDiscount: true })
    const plain = makeLine({ productId: 8109 })
    expect(settle({ order: makeOrder({ lines: [plain, added] }), proofs: [] })).toMatchObject({
      outcome: 'none',
      lines: [{ outcome: 'none' }, { outcome: 'none', closedGates: [], gates: [] }],
    })
    const before = decided({ lineId: 2, closedGates: [1] })
    expect(settle({ order: makeOrder({ lines: [plain, added] }), proofs: [], before }).outcome).toBe('none')
    const proofs = [makeProof([makeEntry(1, { cap: 1 })])]
    const raised = makeLine({ quantity: 3, boughtQuantity: 1 })
    expect(settle({ order: makeOrder({ lines: [raised, added] }), proofs })).toMatchObject({
      outcome: 'committed',
      lines: [{ gates: [1] }, { gates: [] }],
    })
    // What is left of the order is not what the use was for.
    const limited = [makeOrderGate(1, { limits: { ...UNLIMITED, perWallet: 1 } })]
    const lines = [{ ...makeLine(), currentQuantity: 0 }, added]
    expect(plan({ order: makeOrder({ lines }), gates: limited }).claims).toMatchObject([{ released: [1] }])
  })

  test('behavior: a line whose product is deleted later does not use a proof made for another product', () => {
    const proofs = [makeProof([makeEntry(1)], { place: { kind: 'l', lineId: 1 } })]
    const grants = [makeGrant({ carrier: 'l', productId: 8101, variantId: 9101 })]
    const sold = makeLine({ productId: 8102, variantId: 91021, proof: 'text' })
    const before = settle({ order: makeOrder({ lines: [sold] }), proofs, grants })
    expect(before).toMatchObject({ outcome: 'none', gates: [] })
    const lines = [{ ...sold, productId: null, variantId: null }]
    expect(settle({ order: makeOrder({ lines }), proofs, grants, before })).toMatchObject({
      outcome: 'none',
      gates: [],
    })
  })

  test('behavior: later refunds move no line to another gate', () => {
    const proofs = [makeProof([makeEntry(1, { cap: 2 }), makeEntry(2, { cap: 3 })])]
    const gates = [
      makeOrderGate(1, { subject: { kind: 'products', ids: [8101, 8102] } }),
      makeOrderGate(2, { limits: { ...UNLIMITED, perWallet: 1 } }),
    ]
    const other = makeLine({ id: 2, productId: 8102, quantity: 2 })
    const lines = (currentQuantity: number) => [{ ...makeLine({ quantity: 3 }), currentQuantity }, other]
    const sold = settle({ order: makeOrder({ lines: lines(3) }), proofs, gates })
    expect(sold).toMatchObject({ outcome: 'committed', lines: [{ gates: [2] }, { gates: [1] }] })
    for (const before of [null, sold]) {
      for (const left of [2, 1, 0]) {
        const order = makeOrder({ lines: lines(left) })
        expect(settle({ order, proofs, gates, before })).toMatchObject({
          outcome: 'committed',
          lines: [{ gates: [2] }, { gates: [1] }],
        })
      }
    }
    // A refund cures what was over the cap at the checkout.
    const many = (currentQuantity: number) => [
      { ...makeLine({ productId: 8102, quantity: 2 }), currentQuantity },
      other,
    ]
    expect(settle({ order: makeOrder({ lines: many(2) }), proofs, gates })).toMatchObject({
      lines: [{ outcome: 'committed' }, { outcome: 'unproved', reasons: [{ kind: 'over-cap', gate: 1 }] }],
    })
    expect(settle({ order: makeOrder({ lines: many(0) }), proofs, gates }).outcome).toBe('committed')
  })

  test('behavior: cart tokens are compared without their keys, a line’s proof has none, and an unknown one is no other cart', () => {
    expect(settle({ cartToken: 'cart-1?key=other' }).outcome).toBe('committed')
    expect(settle({ cartToken: null }).outcome).toBe('committed')
    expect(settle({ cartToken: 'cart-2', grants: [makeGrant({ cartToken: null })] }).outcome).toBe(
      'committed',
    )
    const proofs = [makeProof([makeEntry(1)], { place: { kind: 'l', lineId: 1 } })]
    const grants = [makeGrant({ carrier: 'l', cartToken: null })]
    expect(settle({ cartToken: 'cart-2', proofs, grants }).outcome).toBe('committed')
  })

  test('behavior: a suspect claims nothing until its grant has ended and an hour has passed', () => {
    const found = plan({ cartToken: 'cart-2' })
    expect(found).toMatchObject({ claims: [], waitsUntil: ORDERED + 7200 })
    expect(found.waiting.map(({ id }) => id)).toEqual([A])
    const later = plan({ cartToken: 'cart-2', now: ORDERED + 7200 })
    expect(later).toMatchObject({
      claims: [{ id: A, orderedAt: ORDERED + LATE_SECONDS }],
      waitsUntil: null,
    })
  })

  test('behavior: a suspect does not wait if another order took its grant before the late time', () => {
    const ask = (over: Partial<OrderGrant>) => plan({ cartToken: 'cart-2', grants: [makeGrant(over)] })
    const gone = ask({ orderId: 4999n, orderedAt: ORDERED + 60 })
    expect(gone).toMatchObject({ waitsUntil: null, claims: [{ id: A, orderedAt: ORDERED + LATE_SECONDS }] })
    const late = { orderId: 4999n, orderedAt: ORDERED + 60 + LATE_SECONDS }
    expect(ask(late).waitsUntil).toBe(ORDERED + 7200)
    expect(ask({ orderId: 5001n, orderedAt: ORDERED + LATE_SECONDS }).waitsUntil).toBe(ORDERED + 7200)
  })

  test('behavior: of two lines, one breaks its rule', () => {
    const order = makeOrder({ lines: [makeLine(), makeLine({ id: 2, productId: 8102 })] })
    const gates = [makeOrderGate(1), makeOrderGate(2, { subject: { kind: 'products', ids: [8102] } })]
    const settlement = settle({ order, gates })
    expect(settlement.outcome).toBe('mixed')
    expect(settlement.lines.map(({ outcome }) => outcome)).toEqual(['committed', 'unproved'])
  })

  test('behavior: the first proof with a gate decides for it, and the visit’s other proof is closed', () => {
    const proofs = [
      makeProof([makeEntry(1)]),
      makeProof([makeEntry(1)], { grant: B, place: { kind: 'l', lineId: 1 } }),
    ]
    const grants = [makeGrant(), makeGrant({ id: B, carrier: 'l' })]
    expect(plan({ proofs, grants })).toMatchObject({ claims: [{ id: A }], closes: [B] })
    const foreign = [makeGrant(), makeGrant({ id: B, carrier: 'l', visitId: 'another' })]
    expect(plan({ proofs, grants: foreign }).closes).toEqual([])
  })

  test('behavior: a gate that became exclusive just before needs no proof, and a proof of it pays', () => {
    const gates = [makeOrderGate(1, { isClosed: false })]
    expect(settle({ gates, proofs: [] }).outcome).toBe('none')
    expect(settle({ gates })).toMatchObject({
      outcome: 'committed',
      grants: [A],
      lines: [{ gates: [1], closedGates: [] }],
    })
    expect(settle({ gates, ledger: { taken: [{ grant: A, by: 4999n }], missing: [] } }).outcome).toBe(
      'duplicate',
    )
    const lifted = gates.map((gate) => ({ ...gate, isLifted: true }))
    expect(settle({ gates: lifted })).toMatchObject({ outcome: 'none', grants: [] })
    const other = [makeOrderGate(2), ...gates]
    expect(settle({ gates: other })).toMatchObject({
      outcome: 'committed',
      lines: [{ gates: [1], closedGates: [2] }],
    })
  })

  test('behavior: a proof of a revision that checkouts no longer accepted pays for nothing', () => {
    const [first] = makeOrderGate(1).revisions.values()
    if (!first) throw new Error('The gate has no revision.')
    const revisedAt = (createdAt: number) => [
      {
        ...makeOrderGate(1),
        revisions: new Map([
          [1, first],
          [2, { ...first, createdAt }],
        ]),
      },
    ]
    const old = makeProof([makeEntry(1)])
    const fresh = makeProof([makeEntry(1, { revision: 2 })], { grant: B, place: { kind: 'l', lineId: 1 } })
    const grants = [makeGrant(), makeGrant({ id: B, carrier: 'l', visitId: 'another' })]
    const paid = (age: number, ...proofs: OrderProof[]) =>
      settle({ proofs, grants, gates: revisedAt(ORDERED - age) }).grants
    expect(paid(301, old, fresh)).toEqual([B])
    expect(paid(300, old, fresh)).toEqual([A])
    expect(paid(1200, old)).toEqual([A])
    expect(paid(1201, old)).toEqual([])
    expect(paid(1201, makeProof([makeEntry(1)], { place: { kind: 'code', code: 'X' } }))).toEqual([A])
  })

  test('behavior: a gate that was paused or had ended unlocks nothing, whatever was unlocked before', () => {
    const shutFor = (age: number) => [{ ...makeOrderGate(1), shutSince: ORDERED - age }]
    const found = (age: number, ...proofs: OrderProof[]) => settle({ proofs, gates: shutFor(age) })
    const proof = makeProof([makeEntry(1)])
    expect(found(1200, proof)).toMatchObject({ outcome: 'committed', grants: [A] })
    expect(found(1201, proof)).toMatchObject({
      outcome: 'unproved',
      grants: [],
      lines: [{ reasons: [{ kind: 'gate-shut', gate: 1 }] }],
    })
    expect(found(1201)).toMatchObject({ lines: [{ reasons: [{ kind: 'no-proof' }] }] })
    // Shopify accepted the code, so it is used up; it cannot give access.
    const text = 'PAL-0000-0000-0000'
    const code = makeProof([makeEntry(1)], { place: { kind: 'code', code: text } })
    const order = makeOrder({ codes: [text], lines: [makeLine({ codes: [text] })] })
    expect(settle({ order, proofs: [code], gates: shutFor(1200) }).outcome).toBe('committed')
    expect(settle({ order, proofs: [code], gates: shutFor(1201) })).toMatchObject({
      outcome: 'unproved',
      grants: [A],
      lines: [{ gates: [1], reasons: [{ kind: 'gate-shut', gate: 1 }] }],
    })
  })

  test('behavior: a discount is never counted for a gate that was deleted before', () => {
    const proofs = [makeProof([makeEntry(1, takesOff('p', 5000n)), makeEntry(2, takesOff('p', 1000n))])]
    const sold = (age: number, productId: number) => {
      const gates = [1, 2].map((number) => addRevision(makeOrderGate(number, { isClosed: false }), [8999]))
      const [deleted, other] = gates
      if (!deleted || !other) throw new Error('There are no gates.')
      const order = makeOrder({ lines: [makeLine({ productId, hasOurDiscount: true })] })
      return line(settle({ order, proofs, gates: [{ ...deleted, shutSince: ORDERED - age }, other] }))?.gates
    }
    // A product that no gate is about any more: its mark may still have been there, so every price of the proof counts.
    for (const productId of [8101, 8999]) {
      expect(sold(1200, productId)).toEqual([1])
      expect(sold(1201, productId)).toEqual([2])
    }
  })

  test('behavior: a line’s own proof pays even if its product has left the collection or the shop', () => {
    const gates = [makeOrderGate(1, { isClosed: false, subject: { kind: 'collections', ids: [7001] } })]
    const proofs = [makeProof([makeEntry(1)], { place: { kind: 'l', lineId: 1 } })]
    const paid = (sold: Partial<OrderLine>) =>
      settle({
        gates,
        proofs,
        grants: [makeGrant({ carrier: 'l', productId: 8101, variantId: 9101 })],
        order: makeOrder({ lines: [makeLine({ ...sold, proof: 'text' })] }),
      }).grants
    expect(paid({})).toEqual([A])
    expect(paid({ productId: null, variantId: null })).toEqual([A])
    expect(paid({ variantId: null })).toEqual([A])
    // Copied onto another product or variant, it opens nothing.
    expect(paid({ productId: 8102 })).toEqual([])
    expect(paid({ variantId: 9102 })).toEqual([])
  })

  describe('a line proof of gate 1, about a variant, on a line that gate 2 closes', () => {
    const variants = [{ productId: 8103, variantId: 91032 }]
    const ofVariant = makeOrderGate(1, { subject: { kind: 'variants', variants } })
    const opens = (
      sold: Partial<OrderLine>,
      madeFor: { productId?: number | null; variantId?: number | null },
      over: Case = {},
    ) => {
      const productId = sold.bundle?.productId ?? sold.productId ?? 8102
      return settle({
        gates: [ofVariant, makeOrderGate(2, { subject: { kind: 'products', ids: [productId] } })],
        proofs: [makeProof([makeEntry(1)], { place: { kind: 'l', lineId: 1 } })],
        grants: [makeGrant({ carrier: 'l', ...madeFor })],
        order: makeOrder({ lines: [makeLine({ ...sold, proof: 'text' })] }),
        ...over,
      }).lines[0]?.outcome
    }
    const sold = { productId: 8102, variantId: 91021 }

    test('refuses: an invented pair of the closed product and the shopper’s own variant', () => {
      expect(opens(sold, { productId: 8102, variantId: 91032 })).toBe('unproved')
    })

    test('refuses: another variant of the same product', () => {
      const gates = [ofVariant, makeOrderGate(2, { subject: { kind: 'products', ids: [8103] } })]
      const other = { productId: 8103, variantId: 91031 }
      expect(opens(other, { productId: 8103, variantId: 91032 }, { gates })).toBe('unproved')
      expect(opens({ ...other, variantId: 91032 }, { productId: 8103, variantId: 91032 })).toBe('committed')
    })

    test('refuses: a grant that names no variant', () => {
      expect(opens(sold, { productId: 8102 })).toBe('unproved')
      expect(opens(sold, { productId: 8102, variantId: null })).toBe('unproved')
    })

    test('refuses: a deleted variant or product of a line that was found closed', () => {
      const madeFor = { productId: 8102, variantId: 91021 }
      expect(opens({ ...sold, variantId: null }, madeFor)).toBe('unproved')
      const before = decided({ lineId: 1, outcome: 'unproved', closedGates: [2] })
      expect(opens({ productId: null, variantId: null }, madeFor, { before })).toBe('unproved')
    })

    test('refuses: a part of a bundle with a proof made for neither the part nor the bundle', () => {
      const bundle = { id: 'gid://shopify/LineItemGroup/7', productId: 8102, variantId: 91021, quantity: 1 }
      const part = { productId: 8201, variantId: 92011, bundle }
      expect(opens(part, { productId: 8102, variantId: 91032 })).toBe('unproved')
      expect(opens(part, { productId: 8201, variantId: 91032 })).toBe('unproved')
      const lost = { ...part, bundle: { ...bundle, productId: null, variantId: null } }
      const gates = [ofVariant, makeOrderGate(2, { subject: { kind: 'products', ids: [8201] } })]
      expect(opens(lost, { productId: 8102, variantId: 91032 }, { gates })).toBe('unproved')
    })
  })

  test('behavior: a good proof pays for a deleted product if nothing else in the order can be meant', () => {
    const lost = (over: Partial<OrderLine> = {}, ...others: OrderLine[]) =>
      makeOrder({ lines: [makeLine({ productId: null, variantId: null, ...over }), ...others] })
    expect(settle({ order: lost() })).toMatchObject({
      outcome: 'committed',
      grants: [A],
      lines: [{ gates: [1] }],
    })
    expect(settle({ order: lost({}, makeLine({ id: 2 })) }).lines).toMatchObject([
      { gates: [] },
      { gates: [1] },
    ])
    // A tip, and a line that staff added.
    expect(settle({ order: lost({ requiresShipping: false }) })).toMatchObject({
      outcome: 'none',
      grants: [],
    })
    expect(settle({ order: lost({ boughtQuantity: 0 }) })).toMatchObject({ outcome: 'none', grants: [] })
    // Deleted after the settlement: the first decision stays.
    expect(settle({ order: lost(), before: decided({ lineId: 1 }) }).grants).toEqual([])
    expect(settle({ order: lost(), before: decided({ lineId: 1, gates: [1] }) }).grants).toEqual([A])
    const variants = [{ productId: 8101, variantId: 9101 }]
    const gates = [makeOrderGate(1, { subject: { kind: 'variants', variants } })]
    const order = (over: Partial<OrderLine>) => makeOrder({ lines: [makeLine({ variantId: null, ...over })] })
    expect(settle({ order: order({}), gates }).grants).toEqual([A])
    expect(settle({ order: order({ productId: 8109 }), gates }).grants).toEqual([])
  })

  test('behavior: a proof that decides nothing uses and closes no grant', () => {
    const order = makeOrder({ lines: [makeLine({ productId: 8109 })] })
    expect(plan({ order })).toMatchObject({ isOurs: true, claims: [], closes: [] })
    expect(settle({ order }).outcome).toBe('none')
  })

  test('behavior: of two prices the larger one counts as used, and ties go to the lower gate', () => {
    const gates = [1, 2, 3].map((number) => makeOrderGate(number, priced))
    const used = (...entries: ReturnType<typeof makeEntry>[]) =>
      settle({ order: discounted, gates, proofs: [makeProof(entries)] }).gates.map(({ gate }) => gate)
    expect(used(makeEntry(1, takesOff('p', 1000n)), makeEntry(2, takesOff('p', 2000n)))).toEqual([2])
    // The price is 20.00: 10 % is 2.00.
    expect(used(makeEntry(1, takesOff('p', 1000n)), makeEntry(2, takesOff('f', 2500n)))).toEqual([2])
    expect(used(makeEntry(1, takesOff('p', 1000n)), makeEntry(2, takesOff('f', 2000n)))).toEqual([1])
    // An amount above the price counts whole, as in the Function.
    expect(used(makeEntry(1, takesOff('p', 10000n)), makeEntry(2, takesOff('f', 25000n)))).toEqual([2])
    expect(used(makeEntry(2, takesOff('p', 1000n)), makeEntry(3, takesOff('q', 9000n)))).toEqual([2])
  })

  test('behavior: a bundle sold as its parts is judged as the bundle, and counts once', () => {
    const sold = (quantity: number) => {
      const bundle = { id: 'gid://shopify/LineItemGroup/7', productId: 8101, variantId: 9101, quantity }
      const parts = [8201, 8202].map((productId, i) => ({
        id: i + 1,
        productId,
        variantId: productId + 1000,
      }))
      return makeOrder({ lines: parts.map((part) => makeLine({ ...part, quantity: 3 * quantity, bundle })) })
    }
    const outcomes = (over: Case) =>
      settle(over).lines.map((one) => [one.outcome, one.closedGates, one.reasons])
    const proofs = [makeProof([makeEntry(1, { cap: 1 })])]
    expect(outcomes({ order: sold(1), proofs })).toEqual([
      ['committed', [1], []],
      ['committed', [1], []],
    ])
    const overCap = ['unproved', [1], [{ kind: 'over-cap', gate: 1 }]]
    expect(outcomes({ order: sold(2), proofs })).toEqual([overCap, overCap])
    const noProof = ['unproved', [1], [{ kind: 'no-proof' }]]
    expect(outcomes({ order: sold(1), proofs: [] })).toEqual([noProof, noProof])
    const gates = [makeOrderGate(1, { subject: { kind: 'products', ids: [8201] } })]
    expect(outcomes({ order: sold(1), proofs, gates })[0]).toEqual(overCap)
  })

  test('refuses: a closed bundle with a proof of only one of its parts', () => {
    const bundle = { id: 'gid://shopify/LineItemGroup/7', productId: 8102, variantId: 91021, quantity: 1 }
    const order = makeOrder({ lines: [makeLine({ bundle, proof: 'text' })] })
    const gates = [makeOrderGate(1), makeOrderGate(2, { subject: { kind: 'products', ids: [8102] } })]
    const outcome = (over: Case) => line(settle({ order, gates, ...over }))?.outcome
    expect(outcome({ proofs: [makeProof([makeEntry(1)])] })).toBe('unproved')
    const opens = (made: { productId: number; variantId: number }) =>
      outcome({
        proofs: [makeProof([makeEntry(1)], { place: { kind: 'l', lineId: 1 } })],
        grants: [makeGrant({ carrier: 'l', ...made })],
      })
    expect(opens({ productId: 8101, variantId: 9101 })).toBe('unproved')
    expect(opens({ productId: 8102, variantId: 91021 })).toBe('committed')
    const lost = { ...bundle, productId: null, variantId: null }
    const later = { order: makeOrder({ lines: [makeLine({ bundle: lost })] }), gates }
    for (const proofs of [[makeProof([makeEntry(1)])], [makeProof([makeEntry(2)])]]) {
      const before = settle({ order, gates, proofs })
      expect(settle({ ...later, proofs, before }).outcome).toBe(before.outcome)
    }
    // A proof of the bundle opens its parts, closed ones too.
    expect(outcome({ proofs: [makeProof([makeEntry(2)])] })).toBe('committed')
    // A proof of a part opens that part of a public bundle.
    expect(outcome({ gates: [makeOrderGate(1)], proofs: [makeProof([makeEntry(1)])] })).toBe('committed')
    expect(outcome({ gates: [makeOrderGate(1)], proofs: [] })).toBe('unproved')
  })

  test('refuses: a closed bundle on a second settlement too, even if a part of it got a price', () => {
    const bundle = { id: 'gid://shopify/LineItemGroup/7', productId: 8102, variantId: 91021, quantity: 1 }
    const order = makeOrder({ lines: [makeLine({ bundle, hasOurDiscount: true })] })
    const gates = [makeOrderGate(1), makeOrderGate(2, { subject: { kind: 'products', ids: [8102] } })]
    const reaction = { ...takesOff('p', 2000n).reaction, exclusive: true }
    const proofs = [makeProof([makeEntry(1, { reaction })])]
    const before = settle({ order, gates, proofs })
    expect(before.outcome).toBe('unproved')
    expect(settle({ order, gates, proofs, before }).outcome).toBe('unproved')
  })

  test('behavior: a part of a bundle within the cap stays committed when its product is deleted', () => {
    const bundle = { id: 'gid://shopify/LineItemGroup/7', productId: 8102, variantId: 91021, quantity: 2 }
    const lines = (part: Partial<OrderLine>) => [
      makeLine({ quantity: 2 }),
      makeLine({ id: 2, bundle, ...part }),
    ]
    const proofs = [makeProof([makeEntry(1, { cap: 3 })])]
    const before = settle({ order: makeOrder({ lines: lines({}) }), proofs })
    expect(before.outcome).toBe('committed')
    const later = makeOrder({ lines: lines({ productId: null, variantId: null }) })
    expect(settle({ order: later, proofs, before }).outcome).toBe('committed')
  })

  test('refuses: a line’s proof of an old revision beside a cart’s proof of a later one', () => {
    const subject = { kind: 'products' as const, ids: [8109] }
    const { revisions, ...moved } = makeOrderGate(1, { subject })
    const [meaning] = revisions.values()
    if (!meaning) throw new Error('The gate has no revision.')
    const revised = (createdAt: number) => ({
      ...moved,
      revisions: new Map([...revisions, [2, { ...meaning, createdAt }] as const]),
    })
    const outcome = (createdAt: number) =>
      settle({
        order: makeOrder({ lines: [makeLine({ proof: 'text' })] }),
        gates: [revised(createdAt), makeOrderGate(2)],
        proofs: [
          makeProof([makeEntry(1, { revision: 2 })], { grant: B }),
          makeProof([makeEntry(1)], { place: { kind: 'l', lineId: 1 } }),
        ],
        grants: [
          makeGrant({ id: B, cartToken: null }),
          makeGrant({ carrier: 'l', productId: 8101, variantId: 9101 }),
        ],
      }).outcome
    expect(outcome(ORDERED - 1300)).toBe('unproved')
    expect(outcome(ORDERED - 1000)).toBe('committed')
  })

  test('behavior: a gate for access and a gate for the price are both used', () => {
    const order = makeOrder({ lines: [makeLine({ hasOurDiscount: true })] })
    const proofs = [makeProof([makeEntry(1), makeEntry(2, takesOff('p', 2000n))])]
    const settlement = settle({ order, proofs, gates: [makeOrderGate(1), makeOrderGate(2, priced)] })
    expect(line(settlement)).toMatchObject({ outcome: 'committed', gates: [1, 2] })
  })

  test('behavior: order and shipping discounts use their gates; without a proof the whole order is unproved', () => {
    const order = makeOrder({ hasOurOrderDiscount: true, hasOurShippingDiscount: true })
    const free = { reaction: { ...NO_FLAGS, price: null, freeShipping: true } }
    const proofs = [makeProof([makeEntry(1, takesOff('q', 500n)), makeEntry(2, free)])]
    const gates = [1, 2].map((number) => makeOrderGate(number, priced))
    expect(settle({ order, proofs, gates })).toMatchObject({
      outcome: 'committed',
      wholeOutcome: 'committed',
      gates: [{ gate: 1 }, { gate: 2 }],
    })
    expect(settle({ order, proofs: [], gates })).toMatchObject({
      outcome: 'unproved',
      wholeOutcome: 'unproved',
      reasons: [{ kind: 'order-discount' }],
    })
  })

  test('behavior: a limited gate is claimed as the proof’s revision defines it, and released when nothing is left', () => {
    const limits = { ...UNLIMITED, perToken: 1 }
    const gates = [makeOrderGate(1, { limits })]
    const claim = (over: Case) => plan({ gates, ...over }).claims[0]
    expect(claim({})).toMatchObject({ limited: [1], released: [] })
    expect(claim({ order: makeOrder({ cancelledAt: ORDERED + 5 }) })).toMatchObject({ released: [1] })
    const left = (currentQuantity: number) =>
      makeOrder({ lines: [makeLine({ quantity: 2, currentQuantity })] })
    expect(claim({ order: left(1) })).toMatchObject({ released: [] })
    expect(claim({ order: left(0) })).toMatchObject({ limited: [], released: [1] })
    const revised = makeOrderGate(1)
    expect(
      claim({
        gates: [
          {
            ...revised,
            revisions: new Map([[2, { ...revised.revisions.get(1), limits, createdAt: ORDERED } as never]]),
          },
        ],
      }),
    ).toMatchObject({ limited: [] })
  })

  test('behavior: only a grant of another cart is claimed late; the others keep the order’s time', () => {
    const lines = [makeLine(), makeLine({ id: 2, productId: 8102 })]
    const found = plan({
      order: makeOrder({ lines }),
      gates: [makeOrderGate(1), makeOrderGate(2, { subject: { kind: 'products', ids: [8102] } })],
      proofs: [
        makeProof([makeEntry(1)]),
        makeProof([makeEntry(2)], { grant: B, place: { kind: 'l', lineId: 2 } }),
      ],
      grants: [makeGrant(), makeGrant({ id: B, carrier: 'l', cartToken: null })],
      cartToken: 'cart-2',
      now: ORDERED + 7200,
    })
    expect(found.claims.map(({ id, orderedAt }) => [id, orderedAt])).toEqual([
      [A, ORDERED + LATE_SECONDS],
      [B, ORDERED],
    ])
  })

  test('behavior: a product that joined a collection just before is not closed yet', () => {
    const gates = [makeOrderGate(1, { subject: { kind: 'collections', ids: [7001] } })]
    const collections = new Map([[8101, new Set([7001])]])
    const closingCollections = new Map()
    expect(settle({ proofs: [], gates, collections, closingCollections }).outcome).toBe('none')
    expect(settle({ proofs: [], gates, collections }).outcome).toBe('unproved')
  })

  test('behavior: a broken line that was removed from the order again breaks no rule', () => {
    const order = makeOrder({ lines: [makeLine({ currentQuantity: 0 })] })
    expect(settle({ order, proofs: [] }).outcome).toBe('none')
    expect(settle({ order }).outcome).toBe('committed')
  })

  test('behavior: the gates that close a line are decided once, whatever its product or gate becomes', () => {
    const open = decided({ lineId: 1 })
    expect(settle({ proofs: [], before: open }).outcome).toBe('none')
    const before = decided({ lineId: 1, closedGates: [1] })
    expect(settle({ proofs: [], before, gates: [] }).outcome).toBe('unproved')
  })

  test('behavior: custom and deleted products have no gate', () => {
    const gates = [makeOrderGate(1, { subject: { kind: 'all' } })]
    const order = makeOrder({ lines: [makeLine({ productId: null, variantId: null })] })
    expect(settle({ order, proofs: [], gates }).outcome).toBe('none')
    expect(settle({ proofs: [], gates }).outcome).toBe('unproved')
  })

  test('behavior: gates about variants and collections close only their own', () => {
    const ofVariant = [
      makeOrderGate(1, { subject: { kind: 'variants', variants: [{ productId: 8101, variantId: 9102 }] } }),
    ]
    expect(settle({ proofs: [], gates: ofVariant }).outcome).toBe('none')
    const ofCollection = [makeOrderGate(1, { subject: { kind: 'collections', ids: [7001] } })]
    const collections = new Map([[8101, new Set([7001])]])
    expect(settle({ proofs: [], gates: ofCollection, collections }).outcome).toBe('unproved')
    expect(settle({ proofs: [], gates: ofCollection }).outcome).toBe('none')
  })

  test('behavior: our discount stays committed on a deleted product if a proof gives a price', () => {
    const order = makeOrder({ lines: [makeLine({ productId: null, hasOurDiscount: true })] })
    const proofs = [makeProof([makeEntry(1, takesOff('p', 2000n))])]
    expect(settle({ order, proofs, gates: [makeOrderGate(1, priced)] }).outcome).toBe('committed')
  })

  describe('a discount with a gate’s name, on a product that the gate was never about', () => {
    const order = makeOrder({ lines: [makeLine({ productId: 8999, hasOurDiscount: true })] })
    const proofs = [makeProof([makeEntry(1, takesOff('p', 2000n))])]
    const sold = (over: Case) => line(settle({ order, proofs, gates: [makeOrderGate(1, priced)], ...over }))

    test('refuses: to charge the gate for it', () => {
      expect(sold({})).toMatchObject({ gates: [], outcome: 'unproved' })
    })

    test('behavior: it is the gate’s if its mark may have been there: of an earlier revision, or of a collection', () => {
      const gates = [addRevision(makeOrderGate(1, priced), [8999])]
      expect(sold({ gates })).toMatchObject({ gates: [1], outcome: 'committed' })
      const subject = { kind: 'collections' as const, ids: [7001] }
      const ofCollection = [makeOrderGate(1, { ...priced, subject })]
      expect(sold({ gates: ofCollection })).toMatchObject({ gates: [1], outcome: 'committed' })
      const unknown = [makeProof([makeEntry(1, { ...takesOff('p', 2000n), revision: 7 })])]
      expect(sold({ proofs: unknown })).toMatchObject({ gates: [1], outcome: 'committed' })
    })

    test('behavior: what an earlier settlement charged stays', () => {
      const before = decided({ lineId: 1, gates: [1] })
      expect(sold({ before })).toMatchObject({ gates: [1], outcome: 'committed' })
    })
  })
})
