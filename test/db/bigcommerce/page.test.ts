import { expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { checkProductPage } from '../../../app/flows/shops/checkProductPage.ts'
import type { ReadProductPage } from '../../../app/ports/shopify.ts'
import { openFirstEngine } from '../openFirstEngine.ts'
import { openStore } from './openStore.ts'

let db: Database
openFirstEngine((opened) => {
  db = opened
})

test('behavior: the page of a gated product is looked at where the store shows it', async () => {
  const world = await openStore({ db })
  await world.install()
  await world.work()
  await world.makeGate()
  world.clock.now += 3 * 86_400
  await world.work()
  const shop = await world.loadShop()
  const gates = await world.ctx.gates.list({ shopId: shop.id })
  const asked: Parameters<ReadProductPage>[0][] = []
  const readProductPage: ReadProductPage = async (page) => {
    asked.push(page)
    return { hasBlock: true, findsCards: true }
  }
  expect(await checkProductPage({ ...world.ctx, readProductPage }, { shop, gates })).toEqual({
    kind: 'shown',
  })
  expect(asked).toMatchObject([{ handle: 'harbour-jacket' }])
})
