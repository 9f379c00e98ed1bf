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
    await profiles.save({ shopId: shop.id, profile: 0, discountId: 'gid://shopify/DiscountAutomaticApp/1' })
    await profiles.save({ shopId: shop.id, profile: 0, discountId: 'gid://shopify/DiscountAutomaticApp/2' })
    expect(await profiles.find({ shopId: shop.id, profile: 0 })).toEqual({
      discountId: 'gid://shopify/DiscountAutomaticApp/2',
    })
    expect(await profiles.find({ shopId: shop.id, profile: 1 })).toBeNull()
    expect(await profiles.find({ shopId: other.id, profile: 0 })).toBeNull()
  })
})
