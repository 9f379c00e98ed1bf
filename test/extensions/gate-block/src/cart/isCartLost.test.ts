import { describe, expect, test } from 'vitest'
import { type Carried, isCartLost } from '../../../../../extensions/gate-block/src/cart/isCartLost.ts'
import type { Cart } from '../../../../../extensions/gate-block/src/cart/types.ts'

const line = (product: number, properties: Record<string, string> | null = {}) => ({
  key: 'k',
  product_id: product,
  variant_id: product * 10,
  quantity: 1,
  properties,
})
const isLost = (cart: Partial<Cart>, carried: Partial<Carried> = {}) =>
  isCartLost({
    cart: { token: 'c', total_price: 0, attributes: {}, items: [line(1)], ...cart },
    carried: { gates: [4], seenGates: { 1: [4, 5], 2: [6] }, codes: [], passCart: null, ...carried },
  })

describe('isCartLost', () => {
  test('default: a cart has lost its proofs if neither attribute nor line carries one for an open gate', () => {
    expect(isLost({})).toBe(true)
    expect(isLost({ attributes: { _palisade: '' }, items: [line(2), line(1, null)] })).toBe(true)
  })

  test('behavior: any carrier is enough: the attribute, the line, or the pass of this cart', () => {
    expect(isLost({ attributes: { _palisade: 'p1~c' } })).toBe(false)
    expect(isLost({ items: [line(1, { _palisade: 'p1~l' })] })).toBe(false)
    expect(isLost({}, { passCart: 'c' })).toBe(false)
    expect(isLost({}, { passCart: 'another' })).toBe(true)
    expect(isLost({ items: [line(1, { _palisade: 'p1~l' }), line(1)] })).toBe(true)
  })

  test('behavior: lines without an open gate need no carrier', () => {
    expect(isLost({ items: [] })).toBe(false)
    expect(isLost({ items: [line(2), line(9)] })).toBe(false)
    expect(isLost({}, { gates: [] })).toBe(false)
  })

  test('behavior: in a shop with codes, the codes count', () => {
    const codes = ['P1', 'P2']
    const held = { discount_codes: [{ code: 'SUMMER' }, { code: 'P2' }, { code: 'P1' }] }
    expect(isLost(held, { codes })).toBe(false)
    expect(isLost({ ...held, discount_codes: [{ code: 'P1' }] }, { codes })).toBe(true)
    const carried = { attributes: { _palisade: 'p1~c' }, items: [line(1, { _palisade: 'p1~l' })] }
    expect(isLost(carried, { codes })).toBe(true)
    expect(isLost({ ...carried, items: [line(2)] }, { codes })).toBe(false)
  })
})
