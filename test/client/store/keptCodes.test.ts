import { beforeEach, describe, expect, test } from 'vitest'
import { hasKeptCodes, listKeptCodes, listOldCodes, writeKeptCodes } from '../../../client/store/keptCodes.ts'
import { writeStored } from '../../../extensions/gate-block/src/session/stored.ts'

const LATER = Math.floor(Date.now() / 1000) + 3600
const write = (productId: number, ...codes: string[]) =>
  writeKeptCodes(store, { productId, codes, endsAt: LATER })

// Each test is a store of its own: this page has no storage of a browser, so its module remembers.
let stores = 0
let store = ''
beforeEach(() => {
  stores += 1
  store = `store${stores}`
})

describe('kept codes', () => {
  test('default: each product has its codes, for the products of a cart', () => {
    write(111, 'A')
    write(112, 'B')
    expect(listKeptCodes(store, [111, 113])).toEqual(['A'])
    expect(listKeptCodes(store, [112, 111])).toEqual(['A', 'B'])
    expect(listOldCodes(store)).toEqual([])
  })

  test('behavior: a replaced code is old, and one that the shopper gave up with the wallet is, too', () => {
    write(111, 'A')
    write(111)
    expect([hasKeptCodes(store), listOldCodes(store)]).toEqual([false, ['A']])
    write(111, 'B')
    write(111, 'C')
    expect(listKeptCodes(store, [111])).toEqual(['C'])
    expect(listOldCodes(store)).toEqual(['B', 'A'])
  })

  test('behavior: a code that another product still has is not old', () => {
    write(111, 'A')
    write(112, 'A')
    write(111, 'B')
    expect(listOldCodes(store)).toEqual([])
  })

  test('behavior: what other scripts have written there is left alone', () => {
    for (const text of [
      '{',
      '[{"productId":1}]',
      '[{"productId":1,"codes":["A"],"old":7,"endsAt":9999999999}]',
    ]) {
      writeStored(`palisade:codes:${store}`, text)
      expect([listKeptCodes(store, [1]), listOldCodes(store)]).toEqual([[], []])
    }
  })
})
