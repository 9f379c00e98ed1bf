import { randomUUID } from 'node:crypto'
import { Session } from '@shopify/shopify-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { ProjectId } from '../../app/core/project/types.ts'
import { decryptSecret, encryptSecret } from '../../app/crypto/secrets.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleDraft, sampleProjectDraft, sampleShop } from './samples.ts'

const pendingReason = 'The app was uninstalled.'

describe.each(engines)('shops on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default', async () => {
    const { shops } = makeStores(db)
    const { domains, savedAt: _, ...shop } = sampleShop()
    await shops.save({ ...shop, domains: [...domains, ...domains], savedAt: 5 })
    const fresh = {
      ...shop,
      allowedDomains: domains,
      settings: {
        onViolation: 'hold',
        showsWallet: false,
        usesCartMetafield: false,
        holdsSuspects: false,
        tagsCustomers: false,
        writesReceipts: false,
      },
      enforcement: { level: 'unknown', plan: null, hasAccounts: false },
      validationId: null,
      tellsUnlocks: false,
    }
    expect(await shops.load(shop.myshopifyDomain)).toEqual(fresh)
    const settings = {
      onViolation: 'cancel',
      showsWallet: true,
      usesCartMetafield: true,
      holdsSuspects: true,
      tagsCustomers: true,
      writesReceipts: true,
    } as const
    await shops.set({ shopId: shop.id, settings })
    const claim = (validationId: string, instead: string | null) =>
      shops.claimValidation({ shopId: shop.id, validationId, instead })
    expect(await claim('gid://1', null)).toBe('gid://1')
    expect(await claim('gid://2', null)).toBe('gid://1')
    await shops.set({ shopId: shop.id, enforcement: { level: 'codes', plan: 'Basic' } })
    // The merchant's settings and the observed state stay when Shopify's data is saved again.
    await shops.save({ ...shop, domains, savedAt: 6 })
    const enforcement = { level: 'codes', plan: 'Basic', hasAccounts: false }
    expect(await shops.load(shop.myshopifyDomain)).toEqual({
      ...fresh,
      settings,
      enforcement,
      validationId: 'gid://1',
    })
  })

  test('behavior: saving again updates what changed and keeps root, epoch and gate numbers', async () => {
    const { shops, proofKeys, gates } = makeStores(db)
    const shop = sampleShop()
    await shops.save(shop)
    const keys = await proofKeys.list({ shopId: shop.id })
    const gate = await gates.create({
      actor: 'system',
      shopId: shop.id,
      draft: sampleDraft(),
      profile: 0,
      at: 1,
    })
    await shops.save({ ...shop, primaryDomain: 'new.example', currencyCode: 'JPY', domains: ['new.example'] })
    expect(await shops.load(shop.myshopifyDomain)).toMatchObject({
      primaryDomain: 'new.example',
      currencyCode: 'JPY',
      allowedDomains: ['new.example'],
    })
    expect(await proofKeys.list({ shopId: shop.id })).toEqual(keys)
    const second = await gates.create({
      actor: 'system',
      shopId: shop.id,
      draft: sampleDraft(),
      profile: 0,
      at: 1,
    })
    expect(second.number).toBe(gate.number + 1)
  })

  test('behavior: a new shop has no project, and saving again keeps the merchant’s own', async () => {
    const stores = makeStores(db)
    const shop = sampleShop()
    await Promise.all(Array.from({ length: 8 }, () => stores.shops.save(shop)))
    const find = () => db.prisma.project.findMany({ where: { shopId: shop.id } })
    expect(await find()).toEqual([])
    const id = randomUUID() as ProjectId
    await stores.projects.create({ id, shopId: shop.id, draft: sampleProjectDraft(), at: 1 })
    const before = await find()
    await stores.shops.save({ ...shop, domains: ['new.example'] })
    expect(await find()).toEqual(before)
    expect(await stores.shops.load(shop.myshopifyDomain)).toMatchObject({ allowedDomains: ['new.example'] })
  })

  test('behavior: a changed time zone starts a new epoch without overlap', async () => {
    const { shops, proofKeys } = makeStores(db)
    const shop = sampleShop()
    await shops.save(shop)
    const [before] = await proofKeys.list({ shopId: shop.id })
    await shops.save({ ...shop, ianaTimezone: 'Asia/Tokyo' })
    const after = await proofKeys.list({ shopId: shop.id })
    expect(after).toHaveLength(1)
    expect(after[0]?.epoch).not.toBe(before?.epoch)
    expect(after[0]?.key).not.toEqual(before?.key)
  })

  test('behavior: an older state of the shop that arrives late changes nothing', async () => {
    const { shops } = makeStores(db)
    const shop = sampleShop()
    await shops.save(shop)
    await shops.save({ ...shop, ianaTimezone: 'America/Los_Angeles', savedAt: shop.savedAt + 100 })
    await shops.save({ ...shop, savedAt: shop.savedAt + 50 })
    expect(await shops.load(shop.myshopifyDomain)).toMatchObject({ ianaTimezone: 'America/Los_Angeles' })
    expect(await db.prisma.proofKey.count({ where: { shopId: shop.id } })).toBe(2)
    await shops.save({ ...shop, savedAt: shop.savedAt + 150 })
    expect(await shops.load(shop.myshopifyDomain)).toMatchObject({ ianaTimezone: shop.ianaTimezone })
  })

  test('behavior: a stored time in the future blocks neither a later save nor an uninstall', async () => {
    const { shops } = makeStores(db)
    const shop = sampleShop()
    await shops.save(shop)
    const ahead = { where: { id: shop.id }, data: { savedAt: 9_000_000_000n } }
    await db.prisma.shop.update(ahead)
    await shops.save({ ...shop, ianaTimezone: 'Asia/Tokyo' })
    expect(await shops.load(shop.myshopifyDomain)).toMatchObject({ ianaTimezone: 'Asia/Tokyo' })
    expect(await db.prisma.shop.findUnique({ where: ahead.where })).toMatchObject({
      savedAt: BigInt(shop.savedAt),
    })
    await db.prisma.shop.update(ahead)
    await shops.uninstall({ shopId: shop.id, at: shop.savedAt, pendingReason })
    await expect(shops.load(shop.myshopifyDomain)).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
  })

  test('behavior: parallel saves of a new shop create one root and one epoch', async () => {
    const { shops, proofKeys } = makeStores(db)
    const shop = sampleShop()
    await Promise.all(Array.from({ length: 8 }, () => shops.save(shop)))
    expect(await proofKeys.list({ shopId: shop.id })).toHaveLength(1)
  })

  test('behavior: parallel saves of a changed time zone start one epoch', async () => {
    const { shops } = makeStores(db)
    const shop = sampleShop()
    await shops.save(shop)
    await Promise.all(Array.from({ length: 6 }, () => shops.save({ ...shop, ianaTimezone: 'Asia/Tokyo' })))
    const keys = await db.prisma.proofKey.findMany({
      where: { shopId: shop.id },
      orderBy: { position: 'asc' },
    })
    // The ended key is kept: earlier orders are settled by it.
    expect(keys.map(({ position, endsAt }) => [position, endsAt !== null])).toEqual([
      [1, true],
      [2, false],
    ])
  })

  test('behavior: uninstalling deletes the sessions of that shop only, and keeps gates and keys for its return', async () => {
    const { shops, sessionStorage, gates, proofKeys, profiles } = makeStores(db)
    const [shop, other] = [sampleShop(), sampleShop()]
    for (const one of [shop, other]) {
      await shops.save(one)
      const session = {
        id: `offline_${one.myshopifyDomain}`,
        shop: one.myshopifyDomain,
        state: '',
        isOnline: false,
      }
      await sessionStorage.storeSession(new Session({ ...session, accessToken: 'shpat_1' }))
    }
    await gates.create({ actor: 'system', shopId: shop.id, draft: sampleDraft(), profile: 0, at: 1 })
    for (const { id } of [shop, other]) {
      await profiles.choose({ shopId: id, combination: sampleDraft().combination })
      await profiles.claim({ shopId: id, profile: 0, discountId: 'gid://1', instead: null })
    }
    const keys = await proofKeys.list({ shopId: shop.id })

    await shops.uninstall({ shopId: shop.id, at: 1_790_000_500, pendingReason })
    await shops.uninstall({ shopId: shop.id, at: 1_790_000_900, pendingReason })
    await expect(shops.load(shop.myshopifyDomain)).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
    expect(await sessionStorage.findSessionsByShop(shop.myshopifyDomain)).toEqual([])
    expect(await db.prisma.shop.findUnique({ where: { id: shop.id } })).toMatchObject({
      uninstalledAt: 1_790_000_500n,
    })
    expect(await shops.load(other.myshopifyDomain)).toMatchObject({ id: other.id })
    expect(await sessionStorage.findSessionsByShop(other.myshopifyDomain)).toHaveLength(1)

    await shops.save(shop)
    expect(await shops.load(shop.myshopifyDomain)).toMatchObject({ id: shop.id })
    expect(await gates.list({ shopId: shop.id })).toMatchObject([
      { publication: { kind: 'pending', reason: pendingReason } },
    ])
    expect(await profiles.find({ shopId: shop.id, profile: 0 })).toMatchObject({ discountId: null })
    expect(await profiles.find({ shopId: other.id, profile: 0 })).toMatchObject({ discountId: 'gid://1' })
    expect(await proofKeys.list({ shopId: shop.id })).toEqual(keys)
  })

  test('behavior: after the loss of PALISADE_SECRET a shop that installs again has a new root, and no name of its staff', async () => {
    const before = makeStores(db)
    const lost = 'another secret, since the first one was lost'
    const after = makeStores(db, {
      encryptSecret: (parameters) => encryptSecret({ ...parameters, secret: lost }),
      decryptSecret: (parameters) => decryptSecret({ ...parameters, secret: lost }),
    })
    const shop = sampleShop()
    await before.shops.save(shop)
    const [old] = await before.proofKeys.list({ shopId: shop.id })
    await before.staff.setName({ shopId: shop.id, userId: '7', name: 'Ada', at: 1 })
    // Opening the app is not enough: a server that has the wrong secret by mistake must destroy nothing.
    await after.shops.save({ ...shop, savedAt: shop.savedAt + 1 })
    await expect(after.proofKeys.list({ shopId: shop.id })).rejects.toMatchObject({ code: 'ERR_ENVIRONMENT' })
    expect(await before.proofKeys.list({ shopId: shop.id })).toEqual([old])

    await after.shops.uninstall({ shopId: shop.id, at: shop.savedAt + 2, pendingReason })
    await after.shops.save({ ...shop, savedAt: shop.savedAt + 3 })
    const keys = await after.proofKeys.list({ shopId: shop.id })
    expect(keys.map(({ epoch }) => epoch)).toEqual([expect.stringMatching(/^[0-9a-f]{8}$/)])
    expect(keys[0]?.epoch).not.toBe(old?.epoch)
    expect((await after.staff.listNames({ shopId: shop.id, userIds: ['7'] })).size).toBe(0)
  })

  test('behavior: a late uninstall webhook does not end a shop that has returned', async () => {
    const { shops } = makeStores(db)
    const shop = sampleShop()
    await shops.save(shop)
    await shops.uninstall({ shopId: shop.id, at: shop.savedAt - 1, pendingReason })
    expect(await shops.load(shop.myshopifyDomain)).toMatchObject({ id: shop.id })
  })

  test('behavior: uninstalling an unknown shop does nothing', async () => {
    const { shops } = makeStores(db)
    await expect(shops.uninstall({ shopId: 1n as ShopId, at: 1, pendingReason })).resolves.toBeUndefined()
  })

  test('behavior: a domain that moved to another shop belongs to that shop', async () => {
    const { shops } = makeStores(db)
    const old = sampleShop()
    await shops.save(old)
    const heir = sampleShop({ myshopifyDomain: old.myshopifyDomain })
    await shops.save(heir)
    expect(await shops.load(old.myshopifyDomain)).toMatchObject({ id: heir.id })
    expect(await db.prisma.shop.findUnique({ where: { id: old.id } })).toMatchObject({
      uninstalledAt: BigInt(heir.savedAt),
    })
  })

  test('refuses: an unknown shop (ERR_SHOP_NOT_FOUND)', async () => {
    const { shops } = makeStores(db)
    await expect(shops.load('nobody.myshopify.com')).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
  })
})
