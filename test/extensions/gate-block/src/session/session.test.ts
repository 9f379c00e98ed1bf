import { describe, expect, test } from 'vitest'
import { rememberGates } from '../../../../../extensions/gate-block/src/session/rememberGates.ts'
import {
  findVisit,
  forgetVisit,
  storeVisit,
} from '../../../../../extensions/gate-block/src/session/storeVisit.ts'

function memory(): Storage {
  const values = new Map<string, string>()
  return {
    get length() {
      return values.size
    },
    clear: () => values.clear(),
    getItem: (key) => values.get(key) ?? null,
    key: () => null,
    removeItem: (key) => void values.delete(key),
    setItem: (key, value) => void values.set(key, value),
  }
}
const forbidden: Storage = {
  ...memory(),
  getItem: () => {
    throw new Error('forbidden')
  },
  setItem: () => {
    throw new Error('full')
  },
  removeItem: () => {
    throw new Error('forbidden')
  },
}
const shop = 'a.myshopify.com'

describe('storeVisit', () => {
  test('default', () => {
    const storage = memory()
    storeVisit({ storage, shop, session: 's', address: '0x12…9f', now: 100 })
    expect(findVisit({ storage, shop, now: 101 })).toEqual({
      session: 's',
      address: '0x12…9f',
      expiresAt: 7300,
    })
    expect(findVisit({ storage, shop: 'b.myshopify.com', now: 101 })).toBeNull()
    expect(findVisit({ storage, shop, now: 7300 })).toBeNull()
    forgetVisit({ storage, shop })
    expect(findVisit({ storage, shop, now: 101 })).toBeNull()
  })

  test('behavior: a renewed visit keeps its end and its address', () => {
    const storage = memory()
    storeVisit({ storage, shop, session: 's', address: '0x12…9f', now: 100 })
    storeVisit({ storage, shop, session: 's', address: null, now: 5000 })
    expect(findVisit({ storage, shop, now: 5001 })).toMatchObject({ address: '0x12…9f', expiresAt: 7300 })
    storeVisit({ storage, shop, session: 't', address: null, now: 5000 })
    expect(findVisit({ storage, shop, now: 5001 })).toMatchObject({ session: 't', expiresAt: 12_200 })
  })

  test('behavior: without storage there is no visit and no error', () => {
    for (const storage of [null, forbidden]) {
      storeVisit({ storage, shop, session: 's', address: null, now: 1 })
      expect(findVisit({ storage, shop, now: 1 })).toBeNull()
      forgetVisit({ storage, shop })
    }
    const storage = memory()
    storage.setItem(`palisade:visit:${shop}`, 'not json')
    expect(findVisit({ storage, shop, now: 1 })).toBeNull()
  })
})

describe('rememberGates', () => {
  test('default', () => {
    const storage = memory()
    expect(rememberGates({ storage, shop, products: { 1: [4] } })).toEqual({ 1: [4] })
    expect(rememberGates({ storage, shop, products: { 2: [5] } })).toEqual({ 1: [4], 2: [5] })
    expect(rememberGates({ storage, shop, products: { 1: [] } })).toEqual({ 1: [], 2: [5] })
    rememberGates({ storage, shop, products: { 3: [6] }, isAlone: true })
    expect(rememberGates({ storage, shop, products: { 4: [7] } })).toEqual({ 3: [6], 4: [7] })
    const all = { 3: [8], 4: [7], 5: [] }
    expect(rememberGates({ storage, shop, products: { 3: [8], 5: [] } })).toEqual(all)
  })

  test('behavior: the gates of the page are known even without storage', () => {
    for (const storage of [null, forbidden]) {
      expect(rememberGates({ storage, shop, products: { 1: [4] } })).toEqual({ 1: [4] })
    }
  })

  test('behavior: at most 200 products are remembered', () => {
    const storage = memory()
    for (let id = 1; id <= 250; id += 1) rememberGates({ storage, shop, products: { [id]: [1] } })
    expect(Object.keys(rememberGates({ storage, shop, products: { 1: [1] } }))).toHaveLength(200)
  })
})
