import { expect, test } from 'vitest'
import {
  countSetIds,
  createIdSet,
  formatIdSet,
  hasId,
  listSetIds,
  mergeCommonIds,
  mergeIdSets,
  parseIdSet,
} from '../../../app/core/trait/idSet.ts'
import { fc } from '../../random.ts'

const start = fc.bigInt({ min: 0n, max: (1n << 255n) - 1n })
const places = fc.uniqueArray(fc.nat({ max: 5_000 }), { minLength: 1, maxLength: 400 })
const ids = fc.tuple(start, places).map(([first, found]) => found.map((place) => first + BigInt(place)))
const sorted = (all: Iterable<bigint>) => [...all].sort((a, b) => (a < b ? -1 : 1))

test('behavior: any ids come back from their text', () => {
  fc.assert(
    fc.property(ids, (given) => {
      const set = createIdSet(given)
      const back = set && parseIdSet(formatIdSet(set))
      expect(back && listSetIds(back)).toEqual(sorted(given))
      expect(back?.count).toBe(given.length)
      expect(set && countSetIds(formatIdSet(set))).toBe(given.length)
      for (const id of given) expect(back && hasId(back, id) && !hasId(back, id + 10_000n)).toBe(true)
    }),
  )
})

test('behavior: sets join and intersect as sets do', () => {
  const few = fc.uniqueArray(fc.bigInt({ min: 0n, max: 60n }), { minLength: 1 })
  fc.assert(
    fc.property(fc.array(few, { minLength: 1, maxLength: 4 }), (all) => {
      const sets = all.map((given) => createIdSet(given)).filter((set) => set !== null)
      const union = mergeIdSets(sets)
      expect(union && listSetIds(union)).toEqual(sorted(new Set(all.flat())))
      const common = (all[0] ?? []).filter((id) => all.every((given) => given.includes(id)))
      const found = mergeCommonIds(sets)
      expect(found ? listSetIds(found) : []).toEqual(sorted(common))
    }),
  )
})

test('behavior: a hundred thousand ids take 17 kB, one in a hundred of them two letters each', () => {
  const all = Array.from({ length: 100_000 }, (_, i) => BigInt(i))
  const text = (given: bigint[]) =>
    formatIdSet(createIdSet(given) ?? { first: 0n, bits: new Uint8Array(), count: 0 })
  expect(text(all).length).toBeLessThan(17_000)
  expect(text(all.filter((id) => id % 100n === 0n)).length).toBeLessThan(2_010)
})

test.each([
  '',
  '7',
  'b',
  '7x',
  '01g',
  '-1g',
  '7b',
  '7gA',
  '7gg',
  '7bAAAA',
  '7b!',
  `${1n << 256n}g`,
  '7g____',
  '7bgg',
  '7ggggggggA',
  `${(1n << 256n) - 8n}gI`,
])('refuses: %s', (text) => {
  expect(parseIdSet(text)).toBeNull()
  expect(countSetIds(text)).toBeNull()
})

test('behavior: thousands of sets of two ids far apart are counted without their bitmaps', () => {
  const text = formatIdSet(createIdSet([1n, 8_000_000n]) ?? { first: 0n, bits: new Uint8Array(), count: 0 })
  const before = process.memoryUsage().arrayBuffers
  const counts = Array.from({ length: 5_000 }, () => countSetIds(text))
  expect(new Set(counts)).toEqual(new Set([2]))
  // A bitmap of each would be five gigabytes.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000)
})

test('refuses: no ids, and ids that are too far apart', () => {
  expect(createIdSet([])).toBeNull()
  expect(createIdSet([1n, 8_000_001n])).toBeNull()
  expect(createIdSet([1n, 8_000_000n])?.count).toBe(2)
})
