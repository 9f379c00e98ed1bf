import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../app/core/chain/types.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { Stores } from '../../app/db/createStores.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleAddress, sampleShop } from './samples.ts'

const at = 1_790_000_000
const chain = 'ethereum' as ChainSlug
const fur = (value: string) => ({ trait: 'Fur', values: [{ value, count: 1, ids: '7g' }] })

describe.each(engines)('traits of collections on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  let stores: Stores
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
    stores = makeStores(db)
  })
  afterAll(() => engine.close())

  const makeShop = async (): Promise<ShopId> => {
    const shop = sampleShop()
    await stores.shops.save(shop)
    return shop.id
  }
  const begin = async (shopId: ShopId, contract: ReturnType<typeof sampleAddress>, when = at) => {
    const id = randomUUID()
    const about = { source: 'owls.json', checksum: 'c5'.repeat(32), tokens: 2 }
    await stores.traits.start({ shopId, id, chain, contract, ...about, at: when })
    return { shopId, id }
  }
  const find = async (shopId: ShopId, contract: ReturnType<typeof sampleAddress>) =>
    (await stores.traits.find({ shopId, collections: [{ chain, contract }] }))[0]

  test('default: an import counts when it is finished, whole traits from its parts, and a later one replaces it', async () => {
    const [shopId, contract] = [await makeShop(), sampleAddress()]
    const ids = await begin(shopId, contract)
    expect(await stores.traits.addPart({ ...ids, place: 1, traits: [fur('Grey')] })).toBe(true)
    expect(await stores.traits.addPart({ ...ids, place: 0, traits: [fur('Gold')] })).toBe(true)
    expect(await find(shopId, contract)).toBeNull()
    expect(await stores.traits.finish({ ...ids, parts: 2, at })).toBe(true)
    expect(await find(shopId, contract)).toEqual({
      ...{ chain, contract, source: 'owls.json', checksum: 'c5'.repeat(32), tokens: 2, importedAt: at },
      traits: [{ trait: 'Fur', values: [...fur('Gold').values, ...fur('Grey').values] }],
    })
    const next = await begin(shopId, contract)
    await stores.traits.addPart({ ...next, place: 0, traits: [fur('Pink')] })
    await stores.traits.finish({ ...next, parts: 1, at: at + 1 })
    expect((await find(shopId, contract))?.traits).toEqual([fur('Pink')])
    expect(await db.prisma.traitTable.count({ where: { shopId } })).toBe(1)
  })

  test('refuses: an import with a part missing, one that has ended, and one of another shop', async () => {
    const [shopId, other, contract] = [await makeShop(), await makeShop(), sampleAddress()]
    const ids = await begin(shopId, contract)
    await stores.traits.addPart({ ...ids, place: 1, traits: [fur('Grey')] })
    expect(await stores.traits.finish({ ...ids, parts: 2, at })).toBe(false)
    const foreign = { ...ids, shopId: other }
    expect(await stores.traits.addPart({ ...foreign, place: 0, traits: [fur('Gold')] })).toBe(false)
    expect(await stores.traits.finish({ ...foreign, parts: 1, at })).toBe(false)
    await stores.traits.addPart({ ...ids, place: 0, traits: [fur('Gold')] })
    expect(await stores.traits.finish({ ...ids, parts: 2, at })).toBe(true)
    expect(await stores.traits.addPart({ ...ids, place: 2, traits: [fur('Pink')] })).toBe(false)
    expect(await stores.traits.finish({ ...ids, parts: 2, at })).toBe(false)
    expect(await find(other, contract)).toBeNull()
  })

  test('behavior: an import that was left an hour ago goes with the next one', async () => {
    const [shopId, contract] = [await makeShop(), sampleAddress()]
    const left = await begin(shopId, contract)
    await begin(shopId, contract, at + 3_601)
    expect(await stores.traits.addPart({ ...left, place: 0, traits: [fur('Gold')] })).toBe(false)
    expect(await db.prisma.traitTable.count({ where: { shopId } })).toBe(1)
  })
})
