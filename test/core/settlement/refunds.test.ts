import { describe, expect, test } from 'vitest'
import { evaluateSettlement } from '../../../app/core/settlement/evaluateSettlement.ts'
import { planSettlement } from '../../../app/core/settlement/planSettlement.ts'
import type { OrderLine, Settlement } from '../../../app/core/settlement/types.ts'
import { fc, IS_LONG } from '../../random.ts'
import {
  makeEntry,
  makeGrant,
  makeLine,
  makeOrder,
  makeOrderGate,
  makeProof,
  ORDERED,
  UNLIMITED,
} from './samples.ts'

/* Orders of several lines under gates with caps and limits, refunded unit by unit in random order. */

/** Gate 1 is about the first two products, gate 2 about the last two. */
const ABOUT = new Map([
  [1, [8101, 8102]],
  [2, [8102, 8103]],
])
type Sold = { caps: [number, number]; lines: { productId: number; quantity: number }[] }
type Step = { line: number; units: number }

const anySold: fc.Arbitrary<Sold> = fc.record({
  caps: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })),
  lines: fc.array(
    fc.record({ productId: fc.constantFrom(8101, 8102, 8103), quantity: fc.integer({ min: 1, max: 3 }) }),
    { minLength: 1, maxLength: 4 },
  ),
})
const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ line: fc.nat({ max: 3 }), units: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 5 },
)

function settle(sold: Sold, lines: readonly OrderLine[], before: Settlement | null) {
  const order = makeOrder({ lines })
  const plan = planSettlement({
    order,
    proofs: [makeProof(sold.caps.map((cap, i) => makeEntry(i + 1, { cap })))],
    gates: [...ABOUT].map(([number, ids]) =>
      makeOrderGate(number, {
        subject: { kind: 'products', ids },
        limits: { ...UNLIMITED, perWallet: 1 },
      }),
    ),
    collections: new Map(),
    closingCollections: new Map(),
    before,
    cartToken: 'cart-1',
    grants: [makeGrant()],
    now: ORDERED + 10,
  })
  const ledger = { taken: [], missing: [] }
  return { plan, settlement: evaluateSettlement({ order, plan, ledger, rechecks: [], holders: [] }) }
}

describe('a refund of some of an order’s units', () => {
  test('behavior: it closes no line, moves none to another gate, and gives a use back only with the gate’s last unit', () => {
    let givenBack = 0
    let cured = 0
    fc.assert(
      fc.property(anySold, anySteps, fc.boolean(), (sold, steps, isKnown) => {
        let lines = sold.lines.map((line, i) => makeLine({ id: i + 1, ...line }))
        const first = settle(sold, lines, null).settlement
        let before = first
        for (const { line, units } of steps) {
          lines = lines.map((one, i) =>
            i === line % lines.length
              ? { ...one, currentQuantity: Math.max(0, one.currentQuantity - units) }
              : one,
          )
          const { plan, settlement } = settle(sold, lines, isKnown ? before : null)
          for (const [i, { outcome, gates }] of first.lines.entries()) {
            const now = settlement.lines[i]
            if (outcome === 'committed') expect(now).toMatchObject({ outcome: 'committed', gates })
            else if (now?.outcome === 'committed') cured += 1
            // A line of which nothing is left breaks no rule.
            if (lines[i]?.currentQuantity === 0) expect(now?.outcome).not.toBe('unproved')
          }
          const isLeft = (gate: number) =>
            settlement.lines.some(
              ({ gates }, i) => gates.includes(gate) && (lines[i]?.currentQuantity ?? 0) > 0,
            )
          const used = settlement.gates.map(({ gate }) => gate)
          const [claim] = plan.claims
          expect([...(claim?.limited ?? [])]).toEqual(used.filter(isLeft))
          expect([...(claim?.released ?? [])]).toEqual(used.filter((gate) => !isLeft(gate)))
          givenBack += claim?.released.length ?? 0
          before = settlement
        }
      }),
      { numRuns: IS_LONG ? 10_000 : 300 },
    )
    expect(givenBack).toBeGreaterThan(0)
    expect(cured).toBeGreaterThan(0)
  })
})
