import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { sampleShop } from '../samples.ts'

describe.each(engines)('single variants of collections on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  async function open() {
    const shop = sampleShop()
    await makeStores(db).shops.save(shop)
    const clock = { now: 100 }
    const { collections } = makeStores(db, { now: () => clock.now })
    return { shopId: shop.id, clock, collections }
  }
  const variant = (productId: number, variantId: number) => ({ productId, variantId })

  test('default: a variant is in the collection by itself, and its product is not', async () => {
    const { shopId, collections } = await open()
    const variants = [variant(1, 11), variant(2, 21)]
    expect(await collections.set({ shopId, collectionId: 5, productIds: [3], variants })).toEqual([1, 2, 3])
    expect(await collections.set({ shopId, collectionId: 5, productIds: [3], variants })).toEqual([])
    expect(await collections.find({ shopId, productIds: [1, 2, 3] })).toEqual(
      new Map<string | number, Set<number>>([
        ['1/11', new Set([5])],
        ['2/21', new Set([5])],
        [3, new Set([5])],
      ]),
    )
    expect(await collections.findOfVariants({ shopId, variantIds: [11, 12, 21, 0] })).toEqual(
      new Map([
        [11, new Set([5])],
        [21, new Set([5])],
      ]),
    )
    expect(await collections.findOfVariants({ shopId, variantIds: [] })).toEqual(new Map())
    expect(await collections.products({ shopId, collectionIds: [5] })).toEqual([1, 2, 3])
    expect(await collections.variants({ shopId, collectionIds: [5] })).toEqual([11, 21])
    expect(await collections.variants({ shopId, collectionIds: [] })).toEqual([])
  })

  test('behavior: a change names the product; a variant that left is still found at earlier times', async () => {
    const { shopId, clock, collections } = await open()
    const set = (...ids: number[]) =>
      collections.set({ shopId, collectionId: 5, productIds: [], variants: ids.map((id) => variant(1, id)) })
    await set(11, 12)
    clock.now = 200
    expect(await set(12, 13)).toEqual([1])
    expect(await collections.variants({ shopId, productIds: [1] })).toEqual([11, 12, 13])
    expect(await collections.variants({ shopId, collectionIds: [5] })).toEqual([12, 13])
    const then = await collections.find({ shopId, productIds: [1], seen: { from: 150, until: 150 } })
    expect([...then.keys()].sort()).toEqual(['1/11', '1/12'])
  })

  test('behavior: if a collection narrows from a product to one variant, that variant stays and the others leave', async () => {
    const { shopId, clock, collections } = await open()
    await collections.set({ shopId, collectionId: 5, productIds: [1], variants: [] })
    clock.now = 200
    const variants = [variant(1, 11)]
    expect(await collections.set({ shopId, collectionId: 5, productIds: [], variants })).toEqual([1])
    const seen = async (from: number, until: number) =>
      [...(await collections.find({ shopId, productIds: [1], seen: { from, until } })).keys()].sort()
    expect(await seen(150, 150)).toEqual([1, '1/11'])
    expect(await seen(150, 250)).toEqual(['1/11'])
    clock.now = 300
    expect(await collections.set({ shopId, collectionId: 5, productIds: [1], variants: [] })).toEqual([1])
    expect(await seen(350, 350)).toEqual([1])
    expect(await seen(250, 250)).toEqual(['1/11'])
  })

  test('behavior: a save of one product changes only its own variants in each collection', async () => {
    const { shopId, collections } = await open()
    for (const collectionId of [5, 6]) {
      const variants = [variant(1, 11), variant(1, 12), variant(2, 21)]
      await collections.set({ shopId, collectionId, productIds: [], variants })
    }
    const variants = [
      { collectionId: 5, variantId: 11 },
      { collectionId: 6, variantId: 12 },
    ]
    const look = { shopId, productId: 1, collectionIds: [], variants }
    expect(await collections.setProduct(look)).toBe(true)
    expect(await collections.setProduct(look)).toBe(false)
    expect(await collections.find({ shopId, productIds: [1, 2] })).toEqual(
      new Map([
        ['1/11', new Set([5])],
        ['1/12', new Set([6])],
        ['2/21', new Set([5, 6])],
      ]),
    )
  })
})
