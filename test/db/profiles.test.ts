import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Combination } from '../../app/core/gate/types.ts'
import type { Database } from '../../app/db/database.ts'
import { deleteUnusedProfiles } from '../../app/flows/publication/deleteUnusedProfiles.ts'
import type { ShopifyPort } from '../../app/ports/shopify.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleDraft, sampleShop } from './samples.ts'

const combination: Combination = {
  orderDiscounts: true,
  productDiscounts: false,
  shippingDiscounts: true,
  purchases: 'both',
}

describe.each(engines)('profiles on $name', ({ start }) => {
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

  test('default: the first of several discounts is kept, and another replaces it only if the caller knows it', async () => {
    const { profiles } = makeStores(db)
    const [shopId, other] = [await installShop(), await installShop()]
    expect(await profiles.find({ shopId, profile: 0 })).toBeNull()
    expect(await profiles.choose({ shopId, combination })).toBe(0)
    expect(await profiles.find({ shopId, profile: 0 })).toEqual({ profile: 0, combination, discountId: null })
    const claim = (discountId: string, instead: string | null) =>
      profiles.claim({ shopId, profile: 0, discountId, instead })
    const claimed = await Promise.all(['a', 'b', 'c'].map((discountId) => claim(discountId, null)))
    const first = (await profiles.find({ shopId, profile: 0 }))?.discountId ?? ''
    expect(claimed).toEqual(Array(3).fill({ discountId: first }))
    expect(await claim('d', 'not what stands')).toEqual({ discountId: first })
    expect(await claim('d', first)).toEqual({ discountId: 'd' })
    expect(await profiles.list({ shopId })).toEqual([{ profile: 0, combination, discountId: 'd' }])
    expect(await profiles.list({ shopId: other })).toEqual([])
  })

  test('behavior: a combination has one profile, even in parallel calls; the ninth has none', async () => {
    const { profiles } = makeStores(db)
    const shopId = await installShop()
    const same = await Promise.all([1, 2, 3, 4].map(() => profiles.choose({ shopId, combination })))
    expect(new Set(same)).toEqual(new Set([0]))
    const others = [true, false].flatMap((orderDiscounts) =>
      [true, false].flatMap((productDiscounts) =>
        (['oneTime', 'subscription'] as const).map((purchases) => ({
          ...combination,
          orderDiscounts,
          productDiscounts,
          purchases,
        })),
      ),
    )
    const chosen = []
    for (const one of others) chosen.push(await profiles.choose({ shopId, combination: one }))
    expect(chosen).toEqual([1, 2, 3, 4, 5, 6, 7, null])
    const [first] = others
    expect(first && (await profiles.choose({ shopId, combination: first }))).toBe(1)
  })

  test('behavior: a profile without a gate for thirty hours is removed, after its discounts at Shopify', async () => {
    const { profiles, gates, shops } = makeStores(db)
    const installed = sampleShop()
    await shops.save(installed)
    const shop = await shops.load(installed.myshopifyDomain)
    const { id: shopId } = shop
    const kept = { ...combination, purchases: 'oneTime' } as const
    for (const one of [combination, kept]) await profiles.choose({ shopId, combination: one })
    await gates.create({ actor: 'system', shopId, draft: sampleDraft(), profile: 1, at: 1 })
    const asked: string[] = []
    const look = (at: number) =>
      deleteUnusedProfiles(
        {
          now: () => at,
          profiles,
          shopify: {
            findProfileDiscounts: async ({ profile }) => [`of ${profile}`, `also of ${profile}`],
            deleteDiscount: async ({ discountId }) => void asked.push(discountId),
          } as ShopifyPort,
        },
        { shop },
      )
    const numbers = async () => (await profiles.list({ shopId })).map(({ profile }) => profile)
    const hours = (n: number) => 1_790_000_000 + n * 3600
    await look(hours(0))
    await look(hours(29))
    expect([asked, await numbers()]).toEqual([[], [0, 1]])
    // A profile that was chosen meanwhile counts as new.
    await profiles.choose({ shopId, combination })
    await look(hours(31))
    expect(await numbers()).toEqual([0, 1])
    await look(hours(61))
    expect([asked, await numbers()]).toEqual([['of 0', 'also of 0'], [1]])
    expect(await profiles.choose({ shopId, combination })).toBe(0)
  })

  test('behavior: a profile that was chosen since it was found is not removed', async () => {
    const { profiles } = makeStores(db)
    const shopId = await installShop()
    await profiles.choose({ shopId, combination })
    await profiles.findUnused({ shopId, at: 1 })
    expect(await profiles.findUnused({ shopId, at: 1 + 30 * 3600 })).toHaveLength(1)
    await profiles.choose({ shopId, combination })
    await profiles.remove({ shopId, profile: 0 })
    expect(await profiles.list({ shopId })).toHaveLength(1)
  })
})
