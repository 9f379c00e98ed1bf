import { expect, onTestFinished, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Database } from '../../../app/db/database.ts'
import { openFirstEngine } from '../openFirstEngine.ts'
import { sampleAddress } from '../samples.ts'
import { buy, loadSettlement, makeGate, openLives, unlock } from './openLives.ts'
import { shopifyWithCodes } from './openShopify.ts'

let db: Database
openFirstEngine((opened) => {
  db = opened
})

test('refuses: a price of the order that two codes of one gate give twice, where Shopify combines them', async () => {
  const platform = await shopifyWithCodes.start()
  onTestFinished(() => platform.close())
  const lives = await openLives(db, [platform])
  const [shop] = lives.shops
  if (!shop) throw new Error('There is no shop.')
  const wallet = sampleAddress()
  lives.chain.owners.set(1, wallet)
  const gate = await makeGate(shop, {
    combination: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true, purchases: 'both' },
    reaction: { ...NO_FLAGS, price: { kind: 'orderPercentage', hundredths: 2000 } },
  })
  const cart = await shop.openCart()
  const enter = () => unlock(shop, { gates: [gate], shopper: lives.newShopper(wallet), cart })
  const [first, second] = [await enter(), await enter()]
  await cart.put({ proof: second.proof, codes: [...first.codes, ...second.codes] })
  const order = await buy(cart, [{ good: 'jacket' }])
  expect(order.discountCents).toBe(4800)
  await lives.work()
  const { settlement } = (await loadSettlement(shop, order.orderId)) ?? {}
  expect(settlement).toMatchObject({
    wholeOutcome: 'unproved',
    reasons: [{ kind: 'second-code', gate: gate.number }],
  })
  expect(shop.stateOf(order.orderId)).toBe('held')
})
