import { describe, expect, test } from 'vitest'
import { chooseCharges } from '../../../app/core/counter/chooseCharges.ts'
import type { OrderCharge } from '../../../app/core/counter/types.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { makeLine, makeOrder, ORDERED } from '../settlement/samples.ts'

const order = makeOrder({ name: '#1001', lines: [makeLine({ productId: 8101, variantId: 9101 })] })
const charge = (id: string, over: Partial<OrderCharge> = {}): OrderCharge => ({
  ...{ id, gate: 1 as GateNumber, revision: 1, grantId: id, units: 1, chargedAt: ORDERED, orderName: null },
  subject: { kind: 'products', ids: [8101] },
  reaction: { ...NO_FLAGS, exclusive: true, price: null },
  ...over,
})
const choose = (waiting: readonly OrderCharge[], own: readonly OrderCharge[] = []) =>
  chooseCharges({ order, waiting, own, collections: new Map() }).map(({ id }) => id)

describe('the charges that an order of the point of sale may have', () => {
  test('default: the one of its number, then the nearest in time', () => {
    const late = charge('late', { chargedAt: ORDERED - 900 })
    const near = charge('near', { chargedAt: ORDERED + 30 })
    const named = charge('named', { chargedAt: ORDERED - 5000, orderName: '1001' })
    expect(choose([late, near, named])).toEqual(['named', 'near', 'late'])
  })

  test('behavior: none of another order’s number, of other products, or of a gate that it has', () => {
    const others = [
      charge('other order', { orderName: '#1002' }),
      charge('other product', { subject: { kind: 'products', ids: [8999] } }),
      charge('other variant', {
        subject: { kind: 'variants', variants: [{ productId: 8101, variantId: 9999 }] },
      }),
    ]
    expect(choose(others)).toEqual([])
    expect(choose([charge('second')], [charge('first')])).toEqual([])
    expect(choose([charge('second', { gate: 2 as GateNumber })], [charge('first')])).toEqual(['second'])
  })

  test('behavior: a gate about everything is about any product, but not about a custom item', () => {
    const any = charge('any', { subject: { kind: 'all' } })
    expect(choose([any])).toEqual(['any'])
    const custom = makeOrder({ lines: [makeLine({ productId: null, variantId: null })] })
    expect(chooseCharges({ order: custom, waiting: [any], own: [], collections: new Map() })).toEqual([])
  })
})
