import { Session } from '@shopify/shopify-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { next } from './samples.ts'

const user = {
  id: 902_541_635,
  first_name: 'Ada',
  last_name: 'Ünïcode',
  email: 'ada@shop.example',
  email_verified: true,
  account_owner: true,
  locale: 'de',
  collaborator: false,
}
const sampleOnline = () => {
  const shop = `shop-${next()}.myshopify.com`
  return new Session({
    id: `${shop}_${user.id}`,
    shop,
    state: '1234567890',
    isOnline: true,
    scope: 'read_products,write_discounts',
    expires: new Date('2026-11-25T13:14:15.678Z'),
    accessToken: 'shpat_access',
    refreshToken: 'shprt_refresh',
    refreshTokenExpires: new Date('2027-02-23T01:02:03.004Z'),
    onlineAccessInfo: { expires_in: 3_599, associated_user_scope: 'read_products', associated_user: user },
  })
}

describe.each(engines)('sessions on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default', async () => {
    const { sessionStorage } = makeStores(db)
    const session = sampleOnline()
    expect(await sessionStorage.storeSession(session)).toBe(true)
    const loaded = await sessionStorage.loadSession(session.id)
    expect(loaded).toBeInstanceOf(Session)
    expect(loaded?.toObject()).toEqual(session.toObject())
    expect(loaded?.equals(session)).toBe(true)
  })

  test('behavior: an offline session without optional fields', async () => {
    const { sessionStorage } = makeStores(db)
    const session = new Session({
      id: `offline_${next()}`,
      shop: 'a.myshopify.com',
      state: '',
      isOnline: false,
    })
    await sessionStorage.storeSession(session)
    const loaded = await sessionStorage.loadSession(session.id)
    expect(loaded?.toObject()).toEqual(session.toObject())
    expect(loaded?.onlineAccessInfo).toBeUndefined()
  })

  test('behavior: storing a session again replaces it, even with many parallel writers', async () => {
    const { sessionStorage } = makeStores(db)
    const session = sampleOnline()
    await Promise.all(Array.from({ length: 10 }, () => sessionStorage.storeSession(session)))
    const renewed = new Session({
      ...session.toObject(),
      accessToken: 'shpat_second',
      refreshToken: undefined,
    })
    await sessionStorage.storeSession(renewed)
    expect((await sessionStorage.loadSession(session.id))?.toObject()).toEqual(renewed.toObject())
  })

  test('behavior: tokens and names are stored encrypted', async () => {
    const { sessionStorage } = makeStores(db)
    const session = sampleOnline()
    await sessionStorage.storeSession(session)
    const rest = JSON.stringify(await db.prisma.session.findUnique({ where: { id: session.id } }))
    for (const secret of ['shpat_access', 'shprt_refresh', 'Ada', 'ada@shop.example']) {
      expect(rest).not.toContain(secret)
    }
  })

  test('behavior: a token that was moved to another session or column cannot be decrypted', async () => {
    const { sessionStorage } = makeStores(db)
    const [one, two] = [sampleOnline(), sampleOnline()]
    await sessionStorage.storeSession(one)
    await sessionStorage.storeSession(two)
    const row = await db.prisma.session.findUniqueOrThrow({ where: { id: one.id } })
    for (const accessToken of [row.accessToken, row.refreshToken]) {
      await db.prisma.session.update({ where: { id: two.id }, data: { accessToken } })
      await expect(sessionStorage.loadSession(two.id)).rejects.toMatchObject({ code: 'ERR_ENVIRONMENT' })
    }
  })

  test('behavior: sessions are found by shop, at most 25, and deleted by id', async () => {
    const { sessionStorage } = makeStores(db)
    const [mine, theirs] = [`shop-${next()}.myshopify.com`, `shop-${next()}.myshopify.com`]
    const ids = Array.from({ length: 27 }, (_, index) => `${mine}_${index}`)
    const store = (id: string, shop: string) =>
      sessionStorage.storeSession(new Session({ id, shop, state: '', isOnline: false, accessToken: id }))
    for (const id of ids) await store(id, mine)
    await store(`${theirs}_1`, theirs)
    expect(await sessionStorage.findSessionsByShop(mine)).toHaveLength(25)
    expect(await sessionStorage.deleteSessions(ids.slice(2))).toBe(true)
    expect(await sessionStorage.deleteSession(ids[0] ?? '')).toBe(true)
    expect(await sessionStorage.deleteSession('nobody')).toBe(true)
    expect((await sessionStorage.findSessionsByShop(mine)).map((session) => session.id)).toEqual([ids[1]])
    expect(await sessionStorage.findSessionsByShop(theirs)).toHaveLength(1)
    expect(await sessionStorage.findSessionsByShop('nobody.myshopify.com')).toEqual([])
    expect(await sessionStorage.loadSession('nobody')).toBeUndefined()
  })

  test('behavior: granted scopes are stored in every session of that shop and of no other', async () => {
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
