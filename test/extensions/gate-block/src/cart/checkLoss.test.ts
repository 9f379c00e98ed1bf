import { describe, expect, test } from 'vitest'
import { type Carried, checkLoss } from '../../../../../extensions/gate-block/src/cart/checkLoss.ts'
import type { Cart } from '../../../../../extensions/gate-block/src/cart/types.ts'

const line = (product: number, properties: Record<string, string> | null = {}) => ({
  key: 'k',
  product_id: product,
  variant_id: product * 10,
  quantity: 1,
  properties,
})
const mac = '0123456789abcdef'.repeat(2)
const attribute = `p1~c~1a2b3c4d~2026112805~0~0123456789abcdef~4:1:0:0:p2000~${mac}`
const property = `p1~l~1a2b3c4d~2026112805~0~0123456789abcdef~4:1:0:0:p2000~${mac}`
const check = (cart: Partial<Cart>, carried: Partial<Carried> = {}) =>
  checkLoss(
    { token: 'c', total_price: 0, attributes: {}, items: [line(1)], ...cart },
    { gates: [4], seenGates: { 1: [4, 5], 2: [6] }, codes: [], passCart: null, ...carried },
  )
const isLost = (...parameters: Parameters<typeof check>) => check(...parameters).isLost

describe('checkLoss', () => {
  test('default: a cart has lost its proofs if neither attribute nor line carries one for an open gate', () => {
    expect(isLost({})).toBe(true)
    expect(isLost({ attributes: { _palisade: '' }, items: [line(2), line(1, null)] })).toBe(true)
  })

  test('behavior: any carrier is enough: the attribute, the line, or the pass of this cart', () => {
    expect(isLost({ attributes: { _palisade: attribute } })).toBe(false)
    expect(isLost({ items: [line(1, { _palisade: property })] })).toBe(false)
    expect(isLost({}, { passCart: 'c' })).toBe(false)
    expect(isLost({}, { passCart: 'another' })).toBe(true)
    expect(isLost({ items: [line(1, { _palisade: property }), line(1)] })).toBe(true)
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
    const carried = { attributes: { _palisade: attribute }, items: [line(1, { _palisade: property })] }
    expect(isLost(carried, { codes })).toBe(true)
    expect(isLost({ ...carried, items: [line(2)] }, { codes })).toBe(false)
  })

  test('behavior: a proof that a shop has cut, at any byte, is no carrier', () => {
    for (let length = 0; length < attribute.length; length += 1) {
      const attributes = { _palisade: attribute.slice(0, length) }
      const items = [line(1, { _palisade: property.slice(0, length) })]
      expect(check({ attributes, items }), attributes._palisade).toEqual({ isHeld: false, isLost: true })
      expect(isLost({ attributes, items: [line(1, { _palisade: property })] })).toBe(false)
      expect(check({ attributes: { _palisade: attribute }, items })).toEqual({ isHeld: true, isLost: false })
    }
  })

  test('behavior: it tells whether the cart itself holds the offer, whatever its lines are', () => {
    expect(check({ items: [] }).isHeld).toBe(false)
    expect(check({ items: [], attributes: { _palisade: attribute } }).isHeld).toBe(true)
    expect(check({ items: [line(1, { _palisade: property })] }).isHeld).toBe(false)
    expect(check({ discount_codes: [{ code: 'P1' }] }, { codes: ['P1'] }).isHeld).toBe(true)
  })
})
