import { describe, expect, test } from 'vitest'
import { planRequest } from '../../../../../extensions/gate-block/src/cart/planRequest.ts'

const item = (product: number, variant: number) => ({
  key: `${variant}`,
  product_id: product,
  variant_id: variant,
  quantity: 1,
  properties: {},
})

describe('planRequest', () => {
  test('default: page and cart are asked together, without duplicates', () => {
    const cart = {
      token: 'c?key=1',
      total_price: 0,
      attributes: {},
      items: [item(2, 21), item(1, 11), item(3, 31), item(2, 21)],
    }
    const request = planRequest({ productId: 1, variantId: 11, seenGates: { 1: [4, 5], 2: [5, 6] }, cart })
    expect(request).toEqual({
      gates: [4, 5, 6],
      lines: [
        { productId: 1, variantId: 11 },
        { productId: 2, variantId: 21 },
        { productId: 3, variantId: 31 },
      ],
      cart: 'c?key=1',
    })
  })

  test('behavior: on the cart page only the cart is asked', () => {
    const cart = { token: 'c', total_price: 0, attributes: {}, items: [item(2, 21), item(1, 11)] }
    expect(planRequest({ productId: null, variantId: 0, seenGates: { 1: [4], 9: [8] }, cart })).toEqual({
      gates: [4],
      lines: [
        { productId: 1, variantId: 11 },
        { productId: 2, variantId: 21 },
      ],
      cart: 'c',
    })
  })

  test('behavior: a block about neither a product nor the cart asks about its own gates and the cart’s, and names no product of its own', () => {
    const cart = { token: 'c', total_price: 0, attributes: {}, items: [item(2, 21)] }
    expect(planRequest({ productId: -1, variantId: 0, seenGates: { '-1': [7], 2: [5] }, cart })).toEqual({
      gates: [7, 5],
      lines: [{ productId: 2, variantId: 21 }],
      cart: 'c',
    })
  })

  test('behavior: a very long cart drops lines without known gates', () => {
    const items = [...Array.from({ length: 80 }, (_, i) => item(100 + i, 1000 + i)), item(2, 21)]
    const cart = { token: '', total_price: 0, attributes: {}, items }
    const request = planRequest({ productId: 1, variantId: 11, seenGates: { 1: [4], 2: [6] }, cart })
    expect(request.lines).toHaveLength(50)
    expect(request.lines[1]).toEqual({ productId: 2, variantId: 21 })
    expect(request.gates).toEqual([4, 6])
    expect(request).not.toHaveProperty('cart')
  })

  test('behavior: a request has at most 16 gates, the page’s own first', () => {
    const cart = { token: 'c', total_price: 0, attributes: {}, items: [item(2, 21), item(3, 31)] }
    const count = (from: number, length: number) => Array.from({ length }, (_, i) => from + i)
    const plan = (own: number) =>
      planRequest({
        productId: 1,
        variantId: 11,
        seenGates: { 1: count(100, own), 2: count(200, 12), 3: count(1, 12) },
        cart,
      }).gates
    expect(plan(3)).toEqual([...count(100, 3), ...count(200, 12), 1])
    expect(plan(20)).toEqual(count(100, 16))
  })
})
