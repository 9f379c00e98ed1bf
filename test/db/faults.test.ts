import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleShop } from './samples.ts'

const NOW = 1_790_000_000
const HOUR = 3600
const DAY = 24 * HOUR

describe.each(engines)('faults on $name', ({ start }) => {
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
    return shop
  }

  test('behavior: many that were counted elsewhere are added at once', async () => {
    const { faults } = makeStores(db)
    const { myshopifyDomain, id: shopId } = await installShop()
    const one = { myshopifyDomain, code: 'ERR_SERVER_BUSY', at: NOW }
    await Promise.all([
      faults.add(one),
      faults.add({ ...one, count: 900 }),
      faults.add({ ...one, count: 99 }),
    ])
    expect(await faults.list({ shopId, since: NOW })).toEqual([
      { code: 'ERR_SERVER_BUSY', count: 1000, lastAt: NOW },
    ])
  })

  test('default: errors are counted by code over the hours, each shop’s alone', async () => {
    const { faults } = makeStores(db)
    const [shop, other] = [await installShop(), await installShop()]
    const { myshopifyDomain, id: shopId } = shop
    for (const at of [NOW - 2 * HOUR, NOW - HOUR, NOW])
      await faults.add({ myshopifyDomain, code: 'ERR_SHOPIFY_REQUEST', at })
    await faults.add({ myshopifyDomain, code: 'ERR_INTERNAL', at: NOW - 60 })
    expect(await faults.list({ shopId, since: NOW - DAY })).toEqual([
      { code: 'ERR_SHOPIFY_REQUEST', count: 3, lastAt: NOW },
      { code: 'ERR_INTERNAL', count: 1, lastAt: NOW - 60 },
    ])
    expect(await faults.list({ shopId, since: NOW + DAY })).toEqual([])
    expect(await faults.list({ shopId: other.id, since: 0 })).toEqual([])
  })

  test('behavior: a hundred at once are all counted, by few statements', async () => {
    const { myshopifyDomain, id: shopId } = await installShop()
    const { faults } = makeStores(db)
    const other = makeStores(db).faults
    const add = (port: typeof faults) => port.add({ myshopifyDomain, code: 'ERR_INTERNAL', at: NOW })
    await Promise.all(Array.from({ length: 50 }, () => [add(faults), add(other)]).flat())
    expect(await faults.list({ shopId, since: NOW })).toEqual([
      { code: 'ERR_INTERNAL', count: 100, lastAt: NOW },
    ])
  })

  test('behavior: an unknown shop counts nothing, and rows older than two days are deleted', async () => {
    const { myshopifyDomain, id: shopId } = await installShop()
    await makeStores(db).faults.add({
      myshopifyDomain: 'nobody.myshopify.com',
      code: 'ERR_INTERNAL',
      at: NOW,
    })
    await makeStores(db).faults.add({ myshopifyDomain, code: 'ERR_INTERNAL', at: NOW - 3 * DAY })
    // The first row of a process sweeps.
    await makeStores(db).faults.add({ myshopifyDomain, code: 'ERR_INTERNAL', at: NOW })
    const { faults } = makeStores(db)
    expect(await faults.list({ shopId, since: 0 })).toEqual([{ code: 'ERR_INTERNAL', count: 1, lastAt: NOW }])
  })
})
