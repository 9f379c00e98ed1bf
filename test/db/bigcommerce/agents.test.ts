import { expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { listStorefrontGates } from '../../../app/flows/api/listStorefrontGates.ts'
import { composeShopGuide } from '../../../app/picket/agents/composeGuide.ts'
import { formatUnlocked } from '../../../app/picket/agents/formatChecks.ts'
import { formatFoundGates } from '../../../app/picket/agents/formatFoundGates.ts'
import { JACKET } from '../../standin/bigcommerce/seedStore.ts'
import { openFirstEngine } from '../openFirstEngine.ts'
import { openStore } from './openStore.ts'

let db: Database
openFirstEngine((opened) => {
  db = opened
})

test('behavior: an assistant gets coupons and numbers of a store of BigCommerce, and nothing of Shopify', async () => {
  const world = await openStore({ db })
  await world.install()
  await world.work()
  const gate = await world.makeGate()
  const shop = await world.loadShop()
  const now = world.clock.now
  const found = await listStorefrontGates(world.ctx, { ...shop, products: [JACKET.product] })
  const [listed] = formatFoundGates({ ...found, after: null }).gates
  expect(listed?.about).toEqual({ kind: 'products', ids: [`${JACKET.product}`] })
  const unlocked = await world.unlock([gate])
  const lines = [{ productId: JACKET.product, variantId: JACKET.small }]
  const answer = formatUnlocked({ shop, gates: [gate], unlocked, asked: { lines, cart: null }, now })
  expect(answer).toMatchObject({ gates: [{ kind: 'open' }], cartWrites: [] })
  const guide = composeShopGuide({ ...shop, issuer: 'https://palisade.example/api/v1', key: 'pk_1' })
  expect(guide).toContain('Enter "codes" as coupons')
  for (const said of [guide, JSON.stringify([listed, answer])])
    expect(said).not.toMatch(/shopify|storefront api/i)
  const order = world.buy({ codes: answer.codes })
  await world.work()
  expect((await world.settlement(order))?.settlement.outcome).toBe('committed')
})
