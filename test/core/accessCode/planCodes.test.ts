import { expect, test } from 'vitest'
import { planCodes } from '../../../app/core/accessCode/planCodes.ts'
import { createFlags, DISCOUNT_FLAGS, NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Combination, Reaction } from '../../../app/core/gate/types.ts'

const combination: Combination = {
  orderDiscounts: false,
  productDiscounts: false,
  shippingDiscounts: false,
  purchases: 'both',
}
const price = { kind: 'percentage', hundredths: 2000 } as const
const plan = (reaction: Reaction, code = 'PAL-0000-0000-0000') =>
  planCodes({ gate: { reaction, combination }, code })

test('default: a price is one code, free shipping is one, access alone is one that proves it', () => {
  const code = 'PAL-0000-0000-0000'
  expect(plan({ ...NO_FLAGS, exclusive: true, price })).toEqual([{ code, gives: price, combination }])
  expect(plan({ ...NO_FLAGS, price: null, freeShipping: true })).toEqual([
    { code, gives: { kind: 'freeShipping' }, combination },
  ])
  expect(plan({ ...NO_FLAGS, exclusive: true, price: null })).toEqual([
    { code, gives: { kind: 'admission' }, combination },
  ])
  expect(plan({ ...NO_FLAGS, price: null })).toEqual([])
})

test('behavior: a price and free shipping are two codes that combine with each other', () => {
  const both = plan({ ...NO_FLAGS, price, freeShipping: true }, 'PAL-0000-0000-0000-1')
  expect(both).toEqual([
    { code: 'PAL-0000-0000-0000-1', gives: price, combination: { ...combination, shippingDiscounts: true } },
    {
      code: 'PAL-0000-0000-0000-2',
      gives: { kind: 'freeShipping' },
      combination: { ...combination, orderDiscounts: true, productDiscounts: true },
    },
  ])
})

test('behavior: a gate that gives everything has one code for each thing', () => {
  const all = plan({ ...createFlags(() => true), price }, 'PAL-0000-0000-0000-1')
  const codes = all.map(({ code }) => code)
  expect(all.length).toBe(1 + DISCOUNT_FLAGS.length)
  expect(new Set(codes).size).toBe(codes.length)
})
