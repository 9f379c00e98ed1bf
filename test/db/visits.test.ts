import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../app/core/chain/types.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { gateNumber, next, sampleShop, sampleWallet, UNBOUND } from './samples.ts'

describe.each(engines)('visits on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const shopId = 70_012_345_678n as ShopId
  const expiresAt = 1_790_007_200
  const now = 1_790_000_000
  const sampleVisit = () => ({
    id: `v${next()}`,
    tokenHash: `h${next()}`,
    shopId,
    wallets: [sampleWallet()],
    vaults: [],
    keyThumbprint: 'key',
    now,
    expiresAt,
  })

  test('default', async () => {
    const { visits } = makeStores(db)
    const { tokenHash, now: _, ...asked } = sampleVisit()
    const visit = await visits.create({ tokenHash, now, ...asked })
    expect(visit).toEqual({ ...asked, seen: null, signedAt: now })
    const named = { tokenHash, shopId, keyThumbprint: 'key', now }
    expect(await visits.renew(named)).toEqual(visit)

    const second = sampleWallet({ kind: 'contract', chain: 'polygon' as ChainSlug })
    const grown = await visits.addWallets({ id: visit.id, wallets: [second], vaults: [], signedAt: null })
    expect(grown.wallets).toEqual([...asked.wallets, second])

    const seen = { until: '2026112505', gates: [{ gate: gateNumber(82), revision: 3 }] }
    await visits.setSeen({ id: visit.id, seen })
    expect(await visits.renew(named)).toEqual({ ...grown, seen })
    expect(await visits.renew({ ...named, now: now + 90 })).toEqual({ ...grown, seen })
  })

  test('behavior: what the visit has opened is forgotten when a wallet signs or names a vault', async () => {
    const { visits } = makeStores(db)
    const visit = sampleVisit()
    await visits.create(visit)
    const seen = { until: '2026112505', gates: [{ gate: gateNumber(82), revision: 3 }] }
    for (const wallets of [[sampleWallet()], visit.wallets, []]) {
      await visits.setSeen({ id: visit.id, seen })
      expect((await visits.addWallets({ id: visit.id, wallets, vaults: [], signedAt: null })).seen).toBeNull()
    }
  })

  test('behavior: the wallets of the latest visits of a shop are listed once, the newest first', async () => {
    const { visits } = makeStores(db)
    const own = (shopId + 7n) as ShopId
    const [first, second, third] = [sampleWallet(), sampleWallet(), sampleWallet()]
    const visit = (wallets: readonly ReturnType<typeof sampleWallet>[], after: number, of = own) =>
      visits.create({ ...sampleVisit(), shopId: of, wallets, expiresAt: expiresAt + after })
    await visit([first], 1)
    await visit([second, third], 3)
    await visit([second], 2)
    await visit([sampleWallet()], 4, (shopId + 8n) as ShopId)
    const list = async (most: number) =>
      (await visits.listWallets({ shopId: own, visits: most })).map(({ address }) => address)
    expect(await list(10)).toEqual([second.address, third.address, first.address])
    expect(await list(1)).toEqual([second.address, third.address])
  })

  test('behavior: a visit is unknown to another shop, without its token or key, and after its end', async () => {
    const { visits } = makeStores(db)
    const visit = { ...sampleVisit(), now: expiresAt - 900 }
    await visits.create(visit)
    const { tokenHash } = visit
    const named = { tokenHash, shopId, keyThumbprint: 'key', now: expiresAt - 1 }
    expect(await visits.renew({ ...named, shopId: (shopId + 1n) as ShopId })).toBeNull()
    expect(await visits.renew({ ...named, tokenHash: 'nobody' })).toBeNull()
    expect(await visits.renew({ ...named, keyThumbprint: 'another' })).toBeNull()
    expect(await visits.renew({ ...named, now: expiresAt })).toBeNull()
    expect(await visits.renew(named)).not.toBeNull()
  })

  test('behavior: a visit ends after half an hour without use, and a use is written once a minute', async () => {
    const { visits } = makeStores(db)
    const visit = sampleVisit()
    await visits.create(visit)
    const renew = (after: number, keyThumbprint = 'key') =>
      visits.renew({ tokenHash: visit.tokenHash, shopId, keyThumbprint, now: now + after })
    const readUse = async () => {
      const row = await db.prisma.visit.findUniqueOrThrow({ where: { id: visit.id } })
      return Number(row.usedAt) - now
    }
    expect(await renew(59)).not.toBeNull()
    expect(await readUse()).toBe(0)
    expect(await renew(60)).not.toBeNull()
    expect(await readUse()).toBe(60)
    expect(await renew(1859)).not.toBeNull()
    expect(await readUse()).toBe(1859)
    // Whoever has no key keeps no visit alive.
    expect(await renew(3000, 'another')).toBeNull()
    expect(await readUse()).toBe(1859)
    expect(await renew(3659)).toBeNull()
    expect(await renew(3658)).not.toBeNull()
  })

  test('behavior: the time of the last signature moves with a wallet that signs, and not with a vault', async () => {
    const { visits } = makeStores(db)
    const visit = sampleVisit()
    expect(await visits.create(visit)).toMatchObject({ signedAt: now })
    const named = { id: visit.id, wallets: [], vaults: [] }
    expect(await visits.addWallets({ ...named, signedAt: null })).toMatchObject({ signedAt: now })
    expect(await visits.addWallets({ ...named, signedAt: now + 900 })).toMatchObject({ signedAt: now + 900 })
    expect(await visits.renew({ ...visit, now: now + 990 })).toMatchObject({ signedAt: now + 900 })
  })

  test('behavior: of many renewals at once each finds the visit', async () => {
    const { visits } = makeStores(db)
    const { tokenHash, ...visit } = sampleVisit()
    await visits.create({ tokenHash, ...visit })
    const named = { tokenHash, shopId, keyThumbprint: 'key', now: now + 300 }
    const found = await Promise.all(Array.from({ length: 12 }, () => visits.renew(named)))
    expect(found.map((one) => one?.id)).toEqual(Array(12).fill(visit.id))
  })

  test('behavior: a visit without a key, and one of a version before keys, cannot be renewed', async () => {
    const { visits } = makeStores(db)
    const visit = { ...sampleVisit(), keyThumbprint: null }
    await visits.create(visit)
    const renew = () => visits.renew({ tokenHash: visit.tokenHash, shopId, keyThumbprint: 'key', now })
    expect(await renew()).toBeNull()
    await db.prisma.visit.update({ where: { id: visit.id }, data: { usedAt: 0 } })
    expect(await renew()).toBeNull()
  })

  test('behavior: the visit of a pass belongs to the first key that opens it, and may be idle for days', async () => {
    const { visits } = makeStores(db)
    const pass = { ...sampleVisit(), id: `pass-${next()}`, wallets: [], keyThumbprint: null, now: 0 }
    await visits.create({ ...pass, expiresAt: expiresAt + 600_000 })
    const renew = (keyThumbprint: string, after = 0) =>
      visits.renew({ tokenHash: pass.tokenHash, shopId, keyThumbprint, now: now + after })
    const keys = Array.from({ length: 8 }, (_, at) => `key ${at}`)
    const found = await Promise.all(keys.map((key) => renew(key)))
    const first = found.findIndex((one) => one !== null)
    expect(found.filter((one) => one !== null)).toHaveLength(1)
    expect(await renew(`key ${first}`, 500_000)).toMatchObject({ id: pass.id, keyThumbprint: `key ${first}` })
    expect(await renew('another')).toBeNull()
  })

  test('behavior: a wallet that the visit already has is not added again', async () => {
    const { visits } = makeStores(db)
    const visit = sampleVisit()
    await visits.create(visit)
    const [first] = visit.wallets
    const again = await visits.addWallets({
      id: visit.id,
      wallets: first ? [first, first] : [],
      vaults: [],
      signedAt: null,
    })
    expect(again.wallets).toEqual(visit.wallets)
    const elsewhere = sampleWallet({ address: first?.address, kind: 'contract' })
    expect(
      (await visits.addWallets({ id: visit.id, wallets: [elsewhere], vaults: [], signedAt: null })).wallets,
    ).toHaveLength(2)
  })

  test('behavior: of more than 16 wallets the newest are kept', async () => {
    const { visits } = makeStores(db)
    const visit = sampleVisit()
    await visits.create(visit)
    const wallets = Array.from({ length: 20 }, () => sampleWallet())
    const grown = await visits.addWallets({ id: visit.id, wallets, vaults: [], signedAt: null })
    expect(grown.wallets).toEqual(wallets.slice(4))
  })

  test('behavior: vaults are kept until others are named', async () => {
    const { visits } = makeStores(db)
    const visit = sampleVisit()
    await visits.create(visit)
    const [address, delegate] = [sampleWallet().address, sampleWallet().address] as EvmAddress[]
    if (!address || !delegate) throw new Error('no addresses')
    const tokens = [{ chain: 'ethereum' as ChainSlug, contract: delegate, tokenId: 2n ** 255n }]
    const vaults = [{ address, delegates: [delegate], tokens }]
    const named = await visits.addWallets({ id: visit.id, wallets: [], vaults, signedAt: null })
    expect(named).toMatchObject({ wallets: visit.wallets, vaults })
    expect(
      (await visits.addWallets({ id: visit.id, wallets: [], vaults: [], signedAt: null })).vaults,
    ).toEqual(vaults)
  })

  test('behavior: parallel additions lose no wallet', async () => {
    const { visits } = makeStores(db)
    const visit = sampleVisit()
    await visits.create(visit)
    const wallets = Array.from({ length: 15 }, () => sampleWallet())
    await Promise.all(
      wallets.map((wallet) =>
        visits.addWallets({ id: visit.id, wallets: [wallet], vaults: [], signedAt: null }),
      ),
    )
    const found = await visits.renew(visit)
    expect(new Set(found?.wallets.map((wallet) => wallet.address))).toEqual(
      new Set([...visit.wallets, ...wallets].map((wallet) => wallet.address)),
    )
  })

  test('behavior: ended visits are swept, and their grants stay', async () => {
    const { visits, grants, shops } = makeStores(db)
    const shop = { ...sampleShop(), savedAt: 100 }
    await shops.save(shop)
    const old = { ...sampleVisit(), shopId: shop.id, expiresAt: 7_300 }
    await visits.create(old)
    const scope = { carrier: 'c' as const, cartToken: 't', productId: null, variantId: null }
    const newId = next().toString(16).padStart(16, '0')
    await grants.open({
      ...UNBOUND,
      shopId: shop.id,
      visitId: old.id,
      grants: [{ ...scope, newId, gates: [], buyer: '0', until: '2026112505', endsAt: 7_000 }],
      at: 200,
    })
    await makeStores(db).visits.create(sampleVisit())
    expect(await db.prisma.visit.count({ where: { id: old.id } })).toBe(0)
    expect(await db.prisma.grant.count({ where: { id: newId } })).toBe(1)
  })

  test('refuses: wallets for an ended visit (ERR_SESSION_UNKNOWN)', async () => {
    const { visits } = makeStores(db)
    await expect(
      visits.addWallets({ id: 'gone', wallets: [sampleWallet()], vaults: [], signedAt: null }),
    ).rejects.toMatchObject({
      code: 'ERR_SESSION_UNKNOWN',
    })
  })
})
