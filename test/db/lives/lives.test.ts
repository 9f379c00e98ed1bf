import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { sampleAddress } from '../samples.ts'
import { bigCommerce, bigCommerceWithRaces } from './openBigCommerce.ts'
import { buy, makeGate, openLives, outcomeOf, unlock, usesOf } from './openLives.ts'
import { shopifyWithCodes, shopifyWithFunctions } from './openShopify.ts'
import type { RunningPlatform } from './platform.ts'

const PLATFORMS = [shopifyWithFunctions, shopifyWithCodes, bigCommerce, bigCommerceWithRaces]
const once = { perWallet: 1, perToken: null, total: null }

describe.each(engines)('lives of gates on $name', ({ start: startEngine }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await startEngine()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  describe.each(PLATFORMS)('at $name', ({ start }) => {
    let platform: RunningPlatform
    beforeAll(async () => {
      platform = await start()
    })
    afterAll(() => platform.close())

    test('default: an unlock pays for one order, and the order has the use', async () => {
      const lives = await openLives(db, [platform])
      const [shop] = lives.shops
      if (!shop) throw new Error('no shop')
      const gate = await makeGate(shop, { limits: once })
      const shopper = lives.newShopper(sampleAddress())
      lives.chain.owners.set(1, shopper.wallet)
      const cart = await shop.openCart()
      const t = Date.now()
      const proven = await unlock(shop, { gates: [gate], shopper, cart })
      expect(proven.gates).toMatchObject([{ kind: 'open' }])
      expect(await usesOf(shop, gate)).toEqual({ reserved: 1, committed: 0 })
      const { orderId, discountCents } = await buy(cart, [{ good: 'jacket' }])
      expect(discountCents).toBe(2400)
      await lives.work()
      expect(await outcomeOf(shop, orderId)).toBe('committed')
      expect(await usesOf(shop, gate)).toEqual({ reserved: 0, committed: 1 })
      console.log('ms', Date.now() - t, lives.failures)
    })
  })
})
