import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { sampleShop } from '../samples.ts'

describe.each(engines)('createProfileStore on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default', async () => {
    const { shops, profiles } = makeStores(db)
    const [shop, other] = [sampleShop(), sampleShop()]
    await shops.save(shop)
    await shops.save(other)
    expect(await profiles.find({ shopId: shop.id, profile: 0 })).toBeNull()
    const claim = (discountId: string, instead: string | null) =>
      profiles.claim({ shopId: shop.id, profile: 0, discountId, instead })
    expect(await Promise.all(['a', 'b', 'c'].map((discountId) => claim(discountId, null)))).toEqual(
      Array(3).fill(await profiles.find({ shopId: shop.id, profile: 0 })),
    )
    const first = (await profiles.find({ shopId: shop.id, profile: 0 }))?.discountId ?? ''
    expect(await claim('d', 'not what stands')).toEqual({ discountId: first })
    expect(await claim('d', first)).toEqual({ discountId: 'd' })
    expect(await profiles.list({ shopId: shop.id })).toEqual([{ profile: 0, discountId: 'd' }])
    expect(await profiles.list({ shopId: other.id })).toEqual([])
    expect(await profiles.find({ shopId: shop.id, profile: 1 })).toBeNull()
    expect(await profiles.find({ shopId: other.id, profile: 0 })).toBeNull()
  })
})
