import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { createJobsPort } from '../../app/db/jobs.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleShop } from './samples.ts'

describe.each(engines)('collections on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  async function installShop() {
    const shop = sampleShop()
    await makeStores(db).shops.save(shop)
    return shop.id
  }

  test('default: it stores the products of a collection, what joined and left, and the collections of a product', async () => {
    const { collections } = makeStores(db)
    const [shopId, other] = [await installShop(), await installShop()]
    expect(await collections.set({ shopId, collectionId: 5, productIds: [3, 1, 2], variants: [] })).toEqual([
      1, 2, 3,
    ])
    expect(await collections.set({ shopId, collectionId: 5, productIds: [2, 3, 4], variants: [] })).toEqual([
      1, 4,
    ])
    expect(await collections.set({ shopId, collectionId: 5, productIds: [2, 3, 4], variants: [] })).toEqual(
      [],
    )
    await collections.set({ shopId, collectionId: 6, productIds: [4], variants: [] })
    expect(await collections.products({ shopId, collectionIds: [5, 6] })).toEqual([2, 3, 4])
    expect(await collections.find({ shopId, productIds: [1, 4, 4] })).toEqual(new Map([[4, new Set([5, 6])]]))
    expect(await collections.find({ shopId, productIds: [] })).toEqual(new Map())
    expect(await collections.find({ shopId: other, productIds: [4] })).toEqual(new Map())
    expect(await collections.products({ shopId: other, collectionIds: [5] })).toEqual([])
  })

  test('behavior: a product that moves leaves one collection and joins the other', async () => {
    const { collections } = makeStores(db)
    const shopId = await installShop()
    await collections.set({ shopId, collectionId: 5, productIds: [1, 2], variants: [] })
    expect(await collections.setProduct({ shopId, productId: 1, collectionIds: [6], variants: [] })).toBe(
      true,
    )
    expect(await collections.setProduct({ shopId, productId: 1, collectionIds: [6], variants: [] })).toBe(
      false,
    )
    expect(await collections.find({ shopId, productIds: [1, 2] })).toEqual(
      new Map([
        [1, new Set([6])],
        [2, new Set([5])],
      ]),
    )
  })

  test('behavior: it records when a product joined a collection, and each stay that has ended', async () => {
    let now = 100
    const { collections } = makeStores(db, { now: () => now })
    const [shopId, other] = [await installShop(), await installShop()]
    await collections.set({ shopId, collectionId: 5, productIds: [1], variants: [] })
    now = 200
    await collections.set({ shopId, collectionId: 5, productIds: [1, 2], variants: [] })
    await collections.setProduct({ shopId, productId: 1, collectionIds: [5, 6], variants: [] })
    const seen = (from: number, until = from) =>
      collections.find({ shopId, productIds: [1, 2], seen: { from, until } })
    expect(await seen(99)).toEqual(new Map())
    expect(await seen(199)).toEqual(new Map([[1, new Set([5])]]))
    const both = new Map([
      [1, new Set([5, 6])],
      [2, new Set([5])],
    ])
    expect(await seen(200)).toEqual(both)
    now = 300
    await collections.set({ shopId, collectionId: 5, productIds: [2], variants: [] })
    await collections.setProduct({ shopId, productId: 2, collectionIds: [], variants: [] })
    now = 400
    await collections.setProduct({ shopId, productId: 1, collectionIds: [5, 6], variants: [] })
    await collections.set({ shopId, collectionId: 5, productIds: [], variants: [] })
    // It finds what was so at that time, and nothing of earlier, later or other places.
    expect(await seen(299)).toEqual(both)
    expect(await seen(300)).toEqual(new Map([[1, new Set([6])]]))
    expect(await seen(400, 299)).toEqual(both)
    expect(await seen(199, 300)).toEqual(new Map())
    expect(await collections.find({ shopId, productIds: [1, 2] })).toEqual(new Map([[1, new Set([6])]]))
    const elsewhere = { shopId: other, productIds: [1, 2], seen: { from: 299, until: 299 } }
    expect(await collections.find(elsewhere)).toEqual(new Map())
  })

  test('behavior: a stay that has ended is kept for the sixty days in which Shopify shows an order of that time', async () => {
    let now = 1000
    const { collections } = makeStores(db, { now: () => now })
    const shopId = await installShop()
    await collections.set({ shopId, collectionId: 5, productIds: [1], variants: [] })
    now = 2000
    await collections.set({ shopId, collectionId: 5, productIds: [], variants: [] })
    const then = () => collections.find({ shopId, productIds: [1], seen: { from: 1500, until: 1500 } })
    for (const [days, isKept] of [
      [60, true],
      [61, false],
    ] as const) {
      now = 2000 + days * 86_400
      // Every hundredth change sweeps, and each process starts with a sweep.
      await makeStores(db, { now: () => now }).collections.set({
        shopId,
        collectionId: 6,
        productIds: [days],
        variants: [],
      })
      expect((await then()).size).toBe(isKept ? 1 : 0)
    }
  })

  test('behavior: products that joined or left stay queued until they are written; jobs that others queued stay', async () => {
    const { collections } = makeStores(db, { now: () => 1000 })
    const jobs = createJobsPort({ db })
    const shopId = await installShop()
    const asked = async () =>
      (await jobs.list({ shopId, limit: 10 })).map(({ kind, key, runAt }) => `${kind} ${key} ${runAt}`).sort()
    await collections.set({ shopId, collectionId: 5, productIds: [1, 2, 3], variants: [] })
    expect(await asked()).toEqual(['product 1 1120', 'product 2 1120', 'product 3 1120'])
    await jobs.add({ shopId, kind: 'product', key: '2', runAt: 1100 })
    await collections.setWritten({ shopId, productIds: [1, 2] })
    expect(await asked()).toEqual(['product 2 1100', 'product 3 1120'])
    await collections.set({ shopId, collectionId: 5, productIds: [1, 2, 3], variants: [] })
    await collections.set({ shopId, collectionId: 5, productIds: [2], variants: [] })
    expect(await asked()).toEqual(['product 1 1120', 'product 2 1100', 'product 3 1120'])
    await collections.setWritten({ shopId, productIds: [1, 3] })
    expect(await asked()).toEqual(['product 2 1100', 'product 3 1120'])
  })

  test('behavior: two parallel saves of a collection leave the result of one of them', async () => {
    const { collections } = makeStores(db)
    const shopId = await installShop()
    const looks = [
      [1, 2, 3],
      [3, 4],
    ]
    await Promise.all(
      looks.map((productIds) => collections.set({ shopId, collectionId: 5, productIds, variants: [] })),
    )
    expect(looks).toContainEqual(await collections.products({ shopId, collectionIds: [5] }))
  })
})
