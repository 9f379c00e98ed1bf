import { Session } from '@shopify/shopify-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeStores } from '../makeStores.ts'

describe.each(engines)('createSessionsPort on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default: every session of that shop and of no other', async () => {
    const { sessions, sessionStorage } = makeStores(db)
    const store = (id: string, shop: string) =>
      sessionStorage.storeSession(
        new Session({ id, shop, state: '', isOnline: false, scope: 'read_products' }),
      )
    await store('a1', 'a.myshopify.com')
    await store('a2', 'a.myshopify.com')
    await store('b1', 'b.myshopify.com')
    await sessions.setScopes({
      myshopifyDomain: 'a.myshopify.com',
      scopes: ['read_products', 'write_discounts'],
    })
    const scopes = await Promise.all(
      ['a1', 'a2', 'b1'].map(async (id) => (await sessionStorage.loadSession(id))?.scope),
    )
    expect(scopes).toEqual([
      'read_products,write_discounts',
      'read_products,write_discounts',
      'read_products',
    ])
    await sessions.setScopes({ myshopifyDomain: 'nobody.myshopify.com', scopes: [] })
  })
})
