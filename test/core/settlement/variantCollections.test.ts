import { describe, expect, test } from 'vitest'
import { evaluateSettlement } from '../../../app/core/settlement/evaluateSettlement.ts'
import { type PlanSettlementParameters, planSettlement } from '../../../app/core/settlement/planSettlement.ts'
import type { Settlement } from '../../../app/core/settlement/types.ts'
import { makeEntry, makeGrant, makeLine, makeOrder, makeOrderGate, makeProof, ORDERED } from './samples.ts'

const subject = { kind: 'collections', ids: [7] } as const
const gate = makeOrderGate(1, { subject })
// Of product 8101 only the variant 91 is in the collection.
const collections = new Map([['8101/91' as const, new Set([7])]])

function settle(over: Partial<PlanSettlementParameters>): Settlement {
  const order = over.order ?? makeOrder()
  const plan = planSettlement({
    order,
    proofs: [],
    gates: [gate],
    collections,
    closingCollections: collections,
    before: null,
    cartToken: 'cart-1',
    grants: [makeGrant()],
    now: ORDERED + 10,
    ...over,
  })
  return evaluateSettlement({ order, plan, ledger: { taken: [], missing: [] }, rechecks: [], holders: [] })
}
const ordered = (productId: number, variantId: number | null, over = {}) =>
  makeOrder({ lines: [makeLine({ productId, variantId, ...over })] })

describe('an exclusive gate about a collection of single variants', () => {
  test('default: its variant needs a proof, and the product’s other variants need none', () => {
    expect(settle({ order: ordered(8101, 91) })).toMatchObject({ outcome: 'unproved' })
    expect(settle({ order: ordered(8101, 92) })).toMatchObject({ outcome: 'none' })
    expect(settle({ order: ordered(8102, 91) })).toMatchObject({ outcome: 'none' })
  })

  test('behavior: a proof of the gate opens the variant', () => {
    const proofs = [makeProof([makeEntry(1)])]
    expect(settle({ order: ordered(8101, 91), proofs })).toMatchObject({
      outcome: 'committed',
      lines: [{ gates: [1], closedGates: [1] }],
    })
  })

  test('behavior: a deleted variant still counts as the gate’s if a proof pays for it', () => {
    const proofs = [makeProof([makeEntry(1)])]
    expect(settle({ order: ordered(8101, null), proofs })).toMatchObject({
      outcome: 'committed',
      lines: [{ gates: [1] }],
    })
  })
})
