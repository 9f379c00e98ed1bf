import { describe, expect, test } from 'vitest'
import type { UsedCode } from '../../../app/core/accessCode/types.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber, Reaction } from '../../../app/core/gate/types.ts'
import { evaluateSettlement, type LedgerAnswer } from '../../../app/core/settlement/evaluateSettlement.ts'
import { listCodeProofs } from '../../../app/core/settlement/listCodeProofs.ts'
import { planSettlement } from '../../../app/core/settlement/planSettlement.ts'
import type {
  OrderDiscount,
  OrderFacts,
  OrderGate,
  OrderGrant,
  OrderLine,
  OrderProof,
  Settlement,
} from '../../../app/core/settlement/types.ts'
import { makeEntry, makeGrant, makeLine, makeOrder, makeOrderGate, makeProof, ORDERED } from './samples.ts'

const CODE = 'PAL-0000-0000-0000'
const [A, B] = ['a'.repeat(16), 'b'.repeat(16)]
const price = { kind: 'percentage', hundredths: 2000 } as const
const makeUsed = (over: Partial<UsedCode> & { gives?: Partial<Reaction> } = {}): UsedCode => {
  const { gives, ...rest } = over
  const reaction = { ...NO_FLAGS, price, ...gives }
  return { code: CODE, gate: 7 as GateNumber, revision: 1, grantId: A, buyer: '0', cap: 0, reaction, ...rest }
}
const codedOrder = (over: Partial<OrderFacts> = {}) =>
  makeOrder({ codes: [CODE], lines: [makeLine({ codes: [CODE.toLowerCase()] })], ...over })

function settle(parameters: {
  order?: OrderFacts
  used?: readonly UsedCode[]
  proofs?: readonly OrderProof[]
  gates?: readonly OrderGate[]
  grants?: readonly OrderGrant[]
  cartToken?: string | null
  before?: Settlement | null
  ledger?: Partial<LedgerAnswer>
}) {
  const { used = [makeUsed()], proofs = [], ledger, order = codedOrder(), ...rest } = parameters
  const plan = planSettlement({
    order,
    proofs: [...listCodeProofs(used), ...proofs],
    gates: [makeOrderGate(7, { isClosed: false, isExclusive: false })],
    grants: [makeGrant()],
    collections: new Map(),
    closingCollections: new Map(),
    before: null,
    cartToken: 'cart-1',
    now: ORDERED + 60,
    ...rest,
  })
  const answer = { taken: [], missing: [], ...ledger }
  return { plan, settlement: evaluateSettlement({ order, plan, ledger: answer, rechecks: [], holders: [] }) }
}

test('default: an order with one of our codes pays with the code’s grant', () => {
  const { plan, settlement } = settle({})
  expect(plan.claims).toEqual([{ id: A, visitId: 'visit', orderedAt: ORDERED, limited: [], released: [] }])
  expect(settlement).toMatchObject({
    outcome: 'committed',
    lines: [{ outcome: 'committed', gates: [7] }],
    gates: [{ gate: 7, revision: 1, grant: A }],
  })
})

test('behavior: a code for the order or its shipping counts even if no line has it', () => {
  const { plan, settlement } = settle({ order: codedOrder({ lines: [makeLine()] }) })
  expect(plan.orderGates).toEqual([7])
  expect(settlement).toMatchObject({ outcome: 'committed', wholeOutcome: 'committed', grants: [A] })
})

test('refuses: a code for the order or its shipping if nothing of its gate was bought', () => {
  const price = { kind: 'orderPercentage', hundredths: 5000 } as const
  const used = [makeUsed({ gives: { price } })]
  const judge = (over: Partial<OrderLine>, whole = used) =>
    settle({ used: whole, order: codedOrder({ lines: [makeLine({ productId: 8109, ...over })] }) }).settlement
  const fault = { outcome: 'unproved', wholeOutcome: 'unproved', reasons: [{ kind: 'no-item', gate: 7 }] }
  expect(judge({})).toMatchObject({ ...fault, grants: [A] })
  expect(judge({}, [makeUsed({ gives: { price: null, freeShipping: true } })])).toMatchObject(fault)
  expect(judge({ productId: 8101 }).outcome).toBe('committed')
  expect(judge({ productId: 8101, boughtQuantity: 0 })).toMatchObject(fault)
  // Refunded since, deleted since, or a code that Shopify accepts with nothing to discount.
  expect(judge({ productId: 8101, currentQuantity: 0 }).wholeOutcome).toBe('committed')
  expect(judge({ productId: null }).outcome).toBe('committed')
  expect(judge({}, [makeUsed()]).outcome).toBe('committed')
})

test('behavior: a use of a limited gate is committed, and a cancellation releases it', () => {
  const limits = { perWallet: 1, perToken: null, total: null }
  const gates = [makeOrderGate(7, { isClosed: false, isExclusive: false, limits })]
  expect(settle({ gates }).plan.claims).toMatchObject([{ limited: [7], released: [] }])
  const order = codedOrder({ cancelledAt: ORDERED + 9 })
  expect(settle({ gates, order }).plan.claims).toMatchObject([{ limited: [], released: [7] }])
})

test('behavior: a code decides before a line’s proof, and the proof’s grant of the same visit is closed', () => {
  const proofs = [makeProof([makeEntry(7)], { grant: B, place: { kind: 'l', lineId: 1 } })]
  const grants = [makeGrant(), makeGrant({ id: B, carrier: 'l', cartToken: null })]
  const { plan } = settle({ proofs, grants })
  expect(plan.claims.map(({ id }) => id)).toEqual([A])
  expect(plan.closes).toEqual([B])
})

test('behavior: a code of a gate with access opens the gate’s lines, and lines of another gate stay unproved', () => {
  const used = [makeUsed({ gives: { exclusive: true } })]
  expect(settle({ used, gates: [makeOrderGate(7)] }).settlement.outcome).toBe('committed')
  const { settlement } = settle({
    used,
    gates: [makeOrderGate(7), makeOrderGate(8, { subject: { kind: 'all' } })],
  })
  expect(settlement.outcome).toBe('committed')
  const other = settle({ gates: [makeOrderGate(7, { isClosed: false }), makeOrderGate(8)] })
  expect(other.settlement.lines).toMatchObject([{ outcome: 'unproved', reasons: [{ kind: 'no-proof' }] }])
})

test('behavior: codes of two visits in one order use both grants', () => {
  const second = 'PAL-0000-0000-0001'
  const order = codedOrder({ codes: [CODE, second], lines: [makeLine({ codes: [CODE, second] })] })
  const used = [makeUsed(), makeUsed({ code: second, grantId: B })]
  const { plan } = settle({ order, used, grants: [makeGrant(), makeGrant({ id: B, visitId: 'other' })] })
  expect(plan.claims.map(({ id }) => id)).toEqual([A, B])
})

describe('two codes of one gate', () => {
  const second = 'PAL-0000-0000-0001'
  const used = (over: Partial<UsedCode> & { gives?: Partial<Reaction> } = {}) => [
    makeUsed(over),
    makeUsed({ ...over, code: second, grantId: B }),
  ]
  const grants = [makeGrant(), makeGrant({ id: B, visitId: 'other' })]
  const fault = { kind: 'second-code', gate: 7 }
  const off = (code: string, over: Partial<OrderDiscount> = {}): OrderDiscount => ({
    ...{ amount: 20n, code, isOurs: false, isWhole: true },
    ...over,
  })
  const judge = (lines: readonly OrderLine[], all = used()) =>
    settle({ order: codedOrder({ codes: [CODE, second], lines }), used: all, grants }).settlement

  test('refuses: a price that both took off one line', () => {
    expect(judge([makeLine({ codes: [CODE, second] })]).lines).toMatchObject([
      { outcome: 'unproved', reasons: [fault] },
    ])
  })

  test('refuses: a price that both took off the order', () => {
    const price = { kind: 'orderPercentage', hundredths: 2000 } as const
    const all = used({ gives: { price } })
    const whole = (...discounts: OrderDiscount[]) => judge([makeLine({ discounts })], all)
    expect(whole(off(CODE), off(second))).toMatchObject({ wholeOutcome: 'unproved', reasons: [fault] })
    expect(whole(off(CODE), off(second, { amount: 0n })).outcome).toBe('committed')
    expect(whole(off(CODE)).outcome).toBe('committed')
  })

  test('behavior: each on a line of its own, the two of a pair, and two that only open are fine', () => {
    const lines = [CODE, second].map((code, at) => makeLine({ id: at + 1, codes: [code] }))
    expect(judge(lines).outcome).toBe('committed')
    const pair = [`${CODE}-1`, `${CODE}-2`]
    const order = codedOrder({ codes: pair, lines: [makeLine({ codes: pair })] })
    expect(settle({ order, used: [makeUsed({ code: `${CODE}-1` })] }).settlement.outcome).toBe('committed')
    const opening = used({ gives: { price: null, exclusive: true } })
    expect(judge([makeLine({ codes: [CODE, second] })], opening).outcome).toBe('committed')
  })
})

test('behavior: a code used in another cart than its grant’s makes the order suspect', () => {
  expect(settle({ cartToken: 'cart-2' }).settlement.outcome).toBe('suspect')
})

test('refuses: more units than the gate allows in one cart', () => {
  const order = codedOrder({ lines: [makeLine({ codes: [CODE], quantity: 3 })] })
  const { settlement } = settle({ order, used: [makeUsed({ cap: 2 })] })
  expect(settlement.lines).toMatchObject([{ outcome: 'unproved', reasons: [{ kind: 'over-cap', gate: 7 }] }])
  const fewer = codedOrder({ lines: [makeLine({ codes: [CODE], quantity: 3, currentQuantity: 2 })] })
  expect(settle({ order: fewer, used: [makeUsed({ cap: 2 })] }).settlement.outcome).toBe('committed')
})

test('behavior: units given back on one line make room for the code on another', () => {
  const lines = [1, 2].map((id) => makeLine({ id, codes: [CODE], quantity: 2 }))
  const outcomes = (...left: number[]) => {
    const order = codedOrder({ lines: lines.map((line, i) => ({ ...line, currentQuantity: left[i] ?? 0 })) })
    return settle({ order, used: [makeUsed({ cap: 3 })] }).settlement.lines.map(({ outcome }) => outcome)
  }
  expect(outcomes(2, 2)).toEqual(['committed', 'unproved'])
  expect(outcomes(1, 2)).toEqual(['committed', 'committed'])
  expect(outcomes(0, 2)).toEqual(['committed', 'committed'])
})

test('refuses: a grant that was deleted or has already paid', () => {
  expect(settle({ grants: [] }).settlement.outcome).toBe('unmatched')
  expect(settle({ ledger: { taken: [{ grant: A, by: 9n }] } }).settlement.outcome).toBe('duplicate')
})

test('behavior: a code of ours that nobody knows leaves it to staff, and only at the first look', () => {
  const unknown = { kind: 'no-such-grant', grant: CODE } as const
  const ofLine = settle({ used: [], gates: [makeOrderGate(7)] })
  expect(ofLine.plan.isOurs).toBe(true)
  expect(ofLine.settlement).toMatchObject({ outcome: 'unmatched', lines: [{ reasons: [unknown] }] })
  // Off the order or its shipping it is on no line, and opens a line that is closed.
  const whole = settle({ used: [], order: codedOrder({ lines: [makeLine()] }) })
  expect(whole.settlement).toMatchObject({ wholeOutcome: 'unmatched', reasons: [unknown] })
  const closed = { gates: [makeOrderGate(7)], order: codedOrder({ lines: [makeLine()] }) }
  expect(settle({ used: [], ...closed }).settlement).toMatchObject({
    ...{ outcome: 'unmatched', wholeOutcome: 'none', lines: [{ outcome: 'unmatched' }] },
  })
  const { settlement } = settle({})
  expect(settle({ used: [], before: settlement }).settlement.outcome).toBe('none')
  expect(settle({ used: [], before: ofLine.settlement }).settlement.outcome).toBe('unmatched')
  // A code of somebody else with our letters is none of ours.
  const others = codedOrder({ codes: ['PALACE10'], lines: [makeLine({ codes: ['PALACE10'] })] })
  expect(settle({ used: [], order: others }).plan).toMatchObject({ isOurs: false, unknownCodes: [] })
})
