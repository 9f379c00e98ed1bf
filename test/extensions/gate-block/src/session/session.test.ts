import { describe, expect, test } from 'vitest'
import { writeSeenGates } from '../../../../../extensions/gate-block/src/session/writeSeenGates.ts'
import {
  findVisit,
  removeVisit,
  writeVisit,
} from '../../../../../extensions/gate-block/src/session/writeVisit.ts'

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

describe('writeVisit', () => {
  test('default', () => {
    const storage = memory()
    writeVisit({ storage, shop, session: 's', address: '0x12…9f', now: 100 })
    expect(findVisit({ storage, shop, now: 101 })).toEqual({
      session: 's',
      address: '0x12…9f',
      expiresAt: 7300,
    })
    expect(findVisit({ storage, shop: 'b.myshopify.com', now: 101 })).toBeNull()
    expect(findVisit({ storage, shop, now: 7300 })).toBeNull()
    removeVisit({ storage, shop })
    expect(findVisit({ storage, shop, now: 101 })).toBeNull()
  })

  test('behavior: a renewed visit keeps its end and its address', () => {
    const storage = memory()
    writeVisit({ storage, shop, session: 's', address: '0x12…9f', now: 100 })
    writeVisit({ storage, shop, session: 's', address: null, now: 5000 })
    expect(findVisit({ storage, shop, now: 5001 })).toMatchObject({ address: '0x12…9f', expiresAt: 7300 })
    writeVisit({ storage, shop, session: 't', address: null, now: 5000 })
    expect(findVisit({ storage, shop, now: 5001 })).toMatchObject({ session: 't', expiresAt: 12_200 })
  })

  test('behavior: a visit whose key could not be stored is kept by the page alone', () => {
    const storage = memory()
    writeVisit({ storage, shop, session: 's', address: null, now: 1, isOfPage: true })
    expect(storage.length).toBe(0)
    expect(findVisit({ storage, shop, now: 1 })).toMatchObject({ session: 's' })
    removeVisit({ storage, shop })
    expect(findVisit({ storage, shop, now: 1 })).toBeNull()
  })

  test('behavior: without storage the page itself keeps the visit until it is removed', () => {
    for (const storage of [null, forbidden]) {
      writeVisit({ storage, shop, session: 's', address: null, now: 1 })
      expect(findVisit({ storage, shop, now: 1 })).toMatchObject({ session: 's' })
      removeVisit({ storage, shop })
      expect(findVisit({ storage, shop, now: 1 })).toBeNull()
    }
    const storage = memory()
    storage.setItem(`palisade:visit:${shop}`, 'not json')
    expect(findVisit({ storage, shop, now: 1 })).toBeNull()
  })
})

describe('writeSeenGates', () => {
  test('default', () => {
    const storage = memory()
    expect(writeSeenGates({ storage, shop, products: { 1: [4] } })).toEqual({ 1: [4] })
    expect(writeSeenGates({ storage, shop, products: { 2: [5] } })).toEqual({ 1: [4], 2: [5] })
    expect(writeSeenGates({ storage, shop, products: { 1: [] } })).toEqual({ 1: [], 2: [5] })
    writeSeenGates({ storage, shop, products: { 3: [6] }, isAlone: true })
    expect(writeSeenGates({ storage, shop, products: { 4: [7] } })).toEqual({ 3: [6], 4: [7] })
    const all = { 3: [8], 4: [7], 5: [] }
    expect(writeSeenGates({ storage, shop, products: { 3: [8], 5: [] } })).toEqual(all)
  })

  test('behavior: the gates of the page are known even without storage', () => {
    for (const storage of [null, forbidden]) {
      expect(writeSeenGates({ storage, shop, products: { 1: [4] } })).toEqual({ 1: [4] })
    }
  })

  test('behavior: at most 200 products are remembered', () => {
    const storage = memory()
    for (let id = 1; id <= 250; id += 1) writeSeenGates({ storage, shop, products: { [id]: [1] } })
    expect(Object.keys(writeSeenGates({ storage, shop, products: { 1: [1] } }))).toHaveLength(200)
  })
})
