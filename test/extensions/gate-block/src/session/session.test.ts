import { afterEach, describe, expect, test, vi } from 'vitest'
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
// Its own: where a page has no storage, what other tests stored stays in this process.
const shop = 'session.myshopify.com'
/** A page with this storage at this instant, in unix seconds; null where the browser forbids even to look. */
function openPage(localStorage: Storage | null, now = 1): void {
  vi.stubGlobal('window', localStorage ? { localStorage } : {})
  setClock(now)
}
const setClock = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: seconds * 1000 })
afterEach(() => {
  removeVisit(shop)
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('writeVisit', () => {
  test('default', () => {
    openPage(memory(), 100)
    writeVisit({ shop, session: 's', address: '0x12…9f' })
    setClock(101)
    expect(findVisit(shop)).toEqual({ session: 's', address: '0x12…9f', expiresAt: 7300 })
    expect(findVisit('b.myshopify.com')).toBeNull()
    setClock(7300)
    expect(findVisit(shop)).toBeNull()
    setClock(101)
    removeVisit(shop)
    expect(findVisit(shop)).toBeNull()
  })

  test('behavior: a renewed visit keeps its end and its address', () => {
    openPage(memory(), 100)
    writeVisit({ shop, session: 's', address: '0x12…9f' })
    setClock(5000)
    writeVisit({ shop, session: 's', address: null })
    expect(findVisit(shop)).toMatchObject({ address: '0x12…9f', expiresAt: 7300 })
    writeVisit({ shop, session: 't', address: null })
    expect(findVisit(shop)).toMatchObject({ session: 't', expiresAt: 12_200 })
  })

  test('behavior: a visit whose key could not be stored is kept by the page alone', () => {
    const storage = memory()
    openPage(storage)
    writeVisit({ shop, session: 's', address: null, isOfPage: true })
    expect(storage.length).toBe(0)
    expect(findVisit(shop)).toMatchObject({ session: 's' })
    removeVisit(shop)
    expect(findVisit(shop)).toBeNull()
  })

  test('behavior: without storage the page itself keeps the visit until it is removed', () => {
    for (const storage of [null, forbidden]) {
      openPage(storage)
      writeVisit({ shop, session: 's', address: null })
      expect(findVisit(shop)).toMatchObject({ session: 's' })
      removeVisit(shop)
      expect(findVisit(shop)).toBeNull()
    }
  })

  test('behavior: a text of another script under the same key is no visit, and a storage that is full keeps no old one', () => {
    const storage = memory()
    openPage(storage)
    storage.setItem(`palisade:visit:${shop}`, 'not json')
    expect(findVisit(shop)).toBeNull()
    writeVisit({ shop, session: 'old', address: null })
    openPage({ ...storage, setItem: forbidden.setItem })
    writeVisit({ shop, session: 'new', address: null })
    expect(findVisit(shop)).toMatchObject({ session: 'new' })
    removeVisit(shop)
    expect(findVisit(shop)).toBeNull()
  })
})

describe('writeSeenGates', () => {
  test('default', () => {
    openPage(memory())
    expect(writeSeenGates({ shop, products: { 1: [4] } })).toEqual({ 1: [4] })
    expect(writeSeenGates({ shop, products: { 2: [5] } })).toEqual({ 1: [4], 2: [5] })
    expect(writeSeenGates({ shop, products: { 1: [] } })).toEqual({ 1: [], 2: [5] })
    writeSeenGates({ shop, products: { 3: [6] }, isAlone: true })
    expect(writeSeenGates({ shop, products: { 4: [7] } })).toEqual({ 3: [6], 4: [7] })
    const all = { 3: [8], 4: [7], 5: [] }
    expect(writeSeenGates({ shop, products: { 3: [8], 5: [] } })).toEqual(all)
  })

  test('behavior: what another script has stored in place of lists is forgotten', () => {
    for (const text of ['"x"', '7', 'null', '[]', '{"9":"abc"}', '{"9":null}', '{"9":{"a":1}}', '{"9":3}']) {
      const storage = memory()
      openPage(storage)
      writeSeenGates({ shop, products: {} })
      const key = `palisade:gates:${shop}`
      expect(storage.getItem(key)).toBe('{}')
      storage.setItem(key, text)
      expect(writeSeenGates({ shop, products: { 1: [4] } })).toEqual({ 1: [4] })
      expect(writeSeenGates({ shop, products: { 2: [5] } })).toEqual({ 1: [4], 2: [5] })
    }
  })

  test('behavior: the gates of the page are known even without storage', () => {
    for (const storage of [null, forbidden]) {
      openPage(storage)
      expect(writeSeenGates({ shop, products: { 1: [4] }, isAlone: true })).toEqual({ 1: [4] })
      expect(writeSeenGates({ shop, products: { 2: [5] } })).toEqual({ 1: [4], 2: [5] })
    }
  })

  test('behavior: at most 200 products are remembered', () => {
    openPage(memory())
    for (let id = 1; id <= 250; id += 1) writeSeenGates({ shop, products: { [id]: [1] } })
    expect(Object.keys(writeSeenGates({ shop, products: { 1: [1] } }))).toHaveLength(200)
  })
})
