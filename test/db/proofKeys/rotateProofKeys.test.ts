import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../../app/core/gate/types.ts'
import { PAYING_SECONDS } from '../../../app/core/settlement/margins.ts'
import { deriveProofKey } from '../../../app/crypto/proofs.ts'
import type { Database } from '../../../app/db/database.ts'
import { createSettlementsPort } from '../../../app/db/settlements.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { next, sampleShop } from '../samples.ts'

const at = 1_790_000_000
const actor = 'staff:1'
const hex = (): string => next().toString(16).padStart(8, '0')

describe.each(engines)('rotation of proof keys on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  async function shopWithKey(savedAt = at - 1000) {
    const stores = makeStores(db)
    const shop = sampleShop()
    await stores.shops.save({ ...shop, savedAt })
    const { proofKeys } = stores
    const shopId = shop.id
    const ask = (over: { isAtOnce?: boolean; at?: number } = {}) =>
      proofKeys.rotate({ shopId, epoch: hex(), isAtOnce: false, actor, at, ...over })
    const standing = () => proofKeys.listStanding({ shopId })
    return { ...stores, shop, shopId, ask, standing }
  }

  async function grant(shopId: ShopId, fields: { epoch: string; openedAt: number; endsAt: number }) {
    const { epoch, openedAt, endsAt } = fields
    await db.prisma.grant.create({
      data: {
        id: next().toString(16).padStart(16, '0'),
        shopId,
        visitId: 'visit',
        carrier: 'c',
        gates: [],
        epoch,
        until: '2026112505',
        endsAt: BigInt(endsAt),
        openedAt: BigInt(openedAt),
        state: 'open',
      },
    })
  }

  test('default: a new key waits beside the signing one, signs when told, and ends the older ones when told', async () => {
    const { ask, standing, proofKeys, shopId } = await shopWithKey()
    const [first] = await standing()
    expect(await ask()).toBe(true)
    const [second] = await standing()
    expect(await standing()).toEqual([{ epoch: second?.epoch, createdAt: at, signsFrom: null }, first])
    expect((await proofKeys.list({ shopId })).map(({ epoch, signsFrom }) => [epoch, signsFrom])).toEqual([
      [second?.epoch, null],
      [first?.epoch, first?.createdAt],
    ])
    const epoch = second?.epoch ?? ''
    await proofKeys.closeOlder({ shopId, epoch, at: at + 5 })
    expect(await standing()).toHaveLength(2)
    await proofKeys.sign({ shopId, epoch, at: at + 10 })
    await proofKeys.sign({ shopId, epoch, at: at + 20 })
    expect((await standing())[0]?.signsFrom).toBe(at + 10)
    await proofKeys.closeOlder({ shopId, epoch, at: at + 30 })
    expect(await standing()).toEqual([{ epoch, createdAt: at, signsFrom: at + 10 }])
    const ended = await db.prisma.proofKey.findMany({ where: { shopId, endsAt: { not: null } } })
    expect(ended.map((key) => [key.epoch, Number(key.endsAt)])).toEqual([[first?.epoch, at + 30]])
  })

  test('behavior: one of many parallel rotations begins, and none begins while one is in progress', async () => {
    const { ask, standing, proofKeys, shopId } = await shopWithKey()
    const begun = await Promise.all(Array.from({ length: 8 }, () => ask()))
    expect(begun.filter(Boolean)).toHaveLength(1)
    expect(await standing()).toHaveLength(2)
    await proofKeys.sign({ shopId, epoch: (await standing())[0]?.epoch ?? '', at })
    expect(await ask()).toBe(false)
    expect(await standing()).toHaveLength(2)
  })

  test('behavior: an immediate rotation ends every other key at that moment, even one that was about to sign', async () => {
    const { ask, standing, shopId } = await shopWithKey()
    await ask()
    const begun = await Promise.all(Array.from({ length: 8 }, () => ask({ isAtOnce: true, at: at + 9 })))
    expect(begun.filter(Boolean)).toHaveLength(1)
    expect(await standing()).toMatchObject([{ createdAt: at + 9, signsFrom: null }])
    expect(await db.prisma.proofKey.count({ where: { shopId, endsAt: BigInt(at + 9) } })).toBe(2)
    // The new key has never signed, so another rotation would gain nothing.
    expect(await ask({ isAtOnce: true, at: at + 9999 })).toBe(false)
    expect(await ask()).toBe(false)
  })

  test('behavior: an immediate rotation counts once within a minute; afterwards it starts another one', async () => {
    const { ask, standing, proofKeys, shopId } = await shopWithKey()
    expect(await ask({ isAtOnce: true })).toBe(true)
    await proofKeys.sign({ shopId, epoch: (await standing())[0]?.epoch ?? '', at: at + 2 })
    expect(await ask({ isAtOnce: true, at: at + 59 })).toBe(false)
    expect(await ask({ isAtOnce: true, at: at + 60 })).toBe(true)
  })

  test('behavior: a shop’s first key can be ended within its first minute', async () => {
    const { ask, standing } = await shopWithKey(at - 5)
    const [first] = await standing()
    const begun = await Promise.all(Array.from({ length: 8 }, () => ask({ isAtOnce: true })))
    expect(begun.filter(Boolean)).toHaveLength(1)
    expect(await standing()).toMatchObject([{ createdAt: at, signsFrom: null }])
    expect((await standing()).map(({ epoch }) => epoch)).not.toContain(first?.epoch)
  })

  test('behavior: a changed time zone replaces a rotation in progress', async () => {
    const { ask, standing, shops, shop } = await shopWithKey()
    await ask()
    await shops.save({ ...shop, ianaTimezone: 'Asia/Tokyo', savedAt: at + 50 })
    expect(await standing()).toMatchObject([{ createdAt: at + 50, signsFrom: at + 50 }])
  })

  test('behavior: the end of the last proof under an older key is found, even if its grant was renewed under the new key', async () => {
    const { ask, standing, proofKeys, shopId } = await shopWithKey()
    const first = (await standing())[0]?.epoch ?? ''
    await ask()
    const epoch = (await standing())[0]?.epoch ?? ''
    const last = () => proofKeys.findLastProofEnd({ shopId, epoch })
    await proofKeys.sign({ shopId, epoch, at: at + 300 })
    expect(await last()).toBeNull()
    await grant(shopId, { epoch, openedAt: at + 5000, endsAt: at + 99_000 })
    expect(await last()).toBeNull()
    await grant(shopId, { epoch: first, openedAt: at - 9000, endsAt: at + 200 })
    expect(await last()).toBeNull()
    await grant(shopId, { epoch: first, openedAt: at + 100, endsAt: at + 7000 })
    expect(await last()).toBe(at + 7000)
    await grant(shopId, { epoch, openedAt: at + 100, endsAt: at + 9000 })
    expect(await last()).toBe(at + 9000)
    await grant(shopId, { epoch: first, openedAt: at + 6000, endsAt: at + 11_000 })
    expect(await last()).toBe(at + 11_000)
    const other = await shopWithKey()
    await grant(other.shopId, { epoch: first, openedAt: at, endsAt: at + 50_000 })
    expect(await last()).toBe(at + 11_000)
  })

  test('behavior: the audit log says who rotated', async () => {
    const { ask, shopId } = await shopWithKey()
    await ask()
    await ask({ isAtOnce: true, at: at + 1 })
    const lines = await db.prisma.auditEntry.findMany({ where: { shopId }, orderBy: { id: 'asc' } })
    expect(lines.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
      ['staff:1', 'key.rotated', { epoch: expect.any(String), isAtOnce: false }],
      ['staff:1', 'key.rotated', { epoch: expect.any(String), isAtOnce: true }],
    ])
  })

  test('behavior: an ended key settles orders from before its end, and no later ones', async () => {
    const { ask, standing, proofKeys, shop, shopId } = await shopWithKey()
    const [first] = await proofKeys.list({ shopId })
    const epoch = first?.epoch ?? ''
    await ask({ isAtOnce: true })
    expect((await standing()).map((key) => key.epoch)).not.toContain(epoch)
    const settlements = createSettlementsPort({
      db,
      deriveProofKey,
      decryptSecret: () => Buffer.alloc(32),
    })
    const find = (orderedAt: number) => settlements.findProofKey({ shopId, epoch, at: orderedAt })
    const key = deriveProofKey({ root: Buffer.alloc(32), epoch, shopId })
    expect(await find(at - 60)).toEqual({ key, ianaTimezone: shop.ianaTimezone })
    expect(await find(at + PAYING_SECONDS - 1)).not.toBeNull()
    expect(await find(at + PAYING_SECONDS)).toBeNull()
  })

  test('refuses: a shop that is unknown or uninstalled (ERR_SHOP_NOT_FOUND)', async () => {
    const { proofKeys, shops, shop, ask } = await shopWithKey()
    const code = { code: 'ERR_SHOP_NOT_FOUND' }
    await expect(
      proofKeys.rotate({ shopId: 1n as ShopId, epoch: hex(), isAtOnce: true, actor, at }),
    ).rejects.toMatchObject(code)
    await shops.uninstall({ shopId: shop.id, at, pendingReason: 'left' })
    await expect(ask()).rejects.toMatchObject(code)
  })
})
