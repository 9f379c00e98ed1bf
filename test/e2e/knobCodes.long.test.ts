import { beforeAll, describe, expect, test } from 'vitest'
import { planHarborGates, seedGates } from '../standin/demo/seedGates.ts'
import type { Store } from '../standin/demo/shopper.ts'
import { copyShops } from '../standin/demo/shops.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { EXPECTED_KNOBS } from '../standin/shopify/knobs.ts'
import { buy, findStore, setKnobs, UNEXPECTED } from './knobPurchases.ts'
import { openDemo } from './openDemo.ts'

/* A shop that may not run Functions, under every answer that Shopify may give. */
let demo: RunningDemo
let codeJacket: Store
beforeAll(async () => {
  demo = await openDemo()
  codeJacket = await openCodeShop()
})

async function openCodeShop(): Promise<Store> {
  const seed = copyShops(demo.shopify.state.shops.size).harbor
  const shop = await demo.shopify.addShop(seed)
  shop.functionsAllowed = false
  const forms = planHarborGates(demo.facts.chains).slice(0, 1)
  const gates = await seedGates({ merchant: demo.merchant, shop: seed, forms })
  return findStore(shop.storefrontOrigin, gates, 'varsity-jacket')
}

describe('purchases with a code', () => {
  test.each(UNEXPECTED)('behavior: %s is %s', async (id, answer) => {
    const [shop] = [...demo.shopify.state.shops.values()].filter(
      (one) => one.storefrontOrigin === codeJacket.storefront,
    )
    await setKnobs(demo, { [id]: answer }, shop)
    try {
      const holder = await buy(demo, codeJacket, { wallet: 'holder' })
      const outsider = await buy(demo, codeJacket, { wallet: 'outsider' })
      expect([holder, outsider]).toMatchObject([
        { bought: true, off: 24 },
        { bought: true, off: 0 },
      ])
    } finally {
      await setKnobs(demo, EXPECTED_KNOBS, shop)
    }
  })
})
