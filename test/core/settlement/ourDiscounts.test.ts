import { describe, expect, test } from 'vitest'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import {
  listUnknownTitles,
  listUnprovedTitles,
  removeUnproved,
  setOurDiscounts,
} from '../../../app/core/settlement/ourDiscounts.ts'
import type { OrderDiscount, OrderFacts } from '../../../app/core/settlement/types.ts'
import { makeLine, makeOrder } from './samples.ts'

const off = (title: string, over: Partial<OrderDiscount> = {}): OrderDiscount => ({
  ...{ amount: 1_000n, code: null, title, isOurs: false, isWhole: false },
  ...over,
})
const reaction = { exclusive: false, freeShipping: false, price: { kind: 'p', amount: 2_000n } } as const
const entry = { gate: 82 as GateNumber, revision: 3, cap: 0, profile: 0, reaction }
/** A plan in which gate 82 gives something off items, and opened some lines. */
function planFor(order: OrderFacts, opened: readonly number[], hasFault = false) {
  const lines = order.lines.map((line) => ({
    ...{ line, closedGates: [], faults: [] },
    gates: opened.includes(line.id) ? [82] : [],
  }))
  const orderFaults = hasFault ? [{ kind: 'order-discount' } as const] : []
  return { lines, orderFaults, deciding: new Map([[82, { entry, grant: 'g', isShut: false }]]) }
}

const order = makeOrder({
  lines: [
    makeLine({ id: 1, discounts: [off('Owl days'), off('Sale', { isWhole: true })] }),
    makeLine({ id: 2, discounts: [off('Owl days')] }),
    makeLine({ id: 3, discounts: [off('Summer'), off('CODE', { code: 'CODE' })] }),
  ],
  shippingDiscounts: [off('Sale')],
})

describe('which discounts of an order are ours', () => {
  test('default: those with a name of a gate, on lines, on the order and on its shipping', () => {
    expect(listUnknownTitles(order)).toEqual(['Owl days', 'Sale', 'Summer'])
    const ours = setOurDiscounts({ order, titles: ['Owl days', 'Sale'] })
    expect(ours.lines.map(({ hasOurDiscount }) => hasOurDiscount)).toEqual([true, true, false])
    expect(ours).toMatchObject({ hasOurOrderDiscount: true, hasOurShippingDiscount: true })
    expect(listUnknownTitles(ours)).toEqual(['Summer'])
    // A code is nobody's but its own, whatever it is called.
    expect(setOurDiscounts({ order, titles: ['CODE'] })).toEqual(order)
    const none = setOurDiscounts({ order, titles: [] })
    expect(none).toEqual(order)
  })

  test('behavior: only discounts without a proof are looked at, and only those that somebody else may have given go', () => {
    const ours = setOurDiscounts({ order, titles: ['Owl days', 'Sale', 'Summer'] })
    const plan = planFor(ours, [1], true)
    expect(listUnprovedTitles({ order: ours, plan })).toEqual(['Owl days', 'Summer', 'Sale'])
    const left = removeUnproved({ order: ours, plan, titles: ['Owl days', 'Sale'] })
    expect(left.lines.map(({ hasOurDiscount }) => hasOurDiscount)).toEqual([true, false, true])
    expect(left).toMatchObject({ hasOurOrderDiscount: false, hasOurShippingDiscount: false })
    expect(removeUnproved({ order: ours, plan, titles: [] })).toEqual(ours)
  })

  test('behavior: an order whose discounts all have a proof asks nothing', () => {
    const ours = setOurDiscounts({ order, titles: ['Owl days'] })
    expect(listUnprovedTitles({ order: ours, plan: planFor(ours, [1, 2]) })).toEqual([])
  })
})
