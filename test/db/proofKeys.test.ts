import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { Database } from '../../app/db/database.ts'
import { startEpoch } from '../../app/db/proofKeys/startEpoch.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleShop } from './samples.ts'

describe.each(engines)('proofKeys on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default: the keys of docs/spec/proof.md#10-vectors derive from their root and epochs', async () => {
    const root = Uint8Array.from({ length: 32 }, (_, index) => index)
    const epochs = ['21b7e4d0', '5f3a9c01']
    const { shops, proofKeys } = makeStores(db, {
      encryptSecret: ({ plain, purpose }) => `${purpose} ${Buffer.from(plain).toString('hex')}`,
      decryptSecret: ({ sealed, purpose }) => {
        expect(sealed.startsWith(`${purpose} `)).toBe(true)
        return Buffer.from(sealed.slice(purpose.length + 1), 'hex')
      },
      createRandomHex: (bytes) => (bytes === 32 ? Buffer.from(root).toString('hex') : (epochs[0] ?? '')),
    })
    const shop = sampleShop({ id: 70_012_345_678n as ShopId })
    await shops.save(shop)
    await db.prisma.$transaction((tx) =>
      startEpoch({ tx, shopId: shop.id, epoch: epochs[1] ?? '', createdAt: 1n, keep: 1 }),
    )
    const keys = await proofKeys.list({ shopId: shop.id })
    expect(keys.map(({ epoch, key }) => [epoch, Buffer.from(key).toString('hex')])).toEqual([
      ['5f3a9c01', '5f5d9d55e4a373634cd7af5a07392bda7215d1b23937a7f1f06d9567762fa444'],
      ['21b7e4d0', '1411adc2a842552a21205d053cf1e3b2b2fec161d58a3bc402498c4b69df15c6'],
    ])
  })

  test('behavior: a new epoch keeps as many older ones as requested, newest first, at most three', async () => {
    const { shops, proofKeys } = makeStores(db)
    const shop = sampleShop()
    await shops.save(shop)
    for (const epoch of ['000000a1', '000000a2', '000000a3']) {
      await db.prisma.$transaction((tx) => startEpoch({ tx, shopId: shop.id, epoch, createdAt: 1n, keep: 2 }))
    }
    const listed = async () => (await proofKeys.list({ shopId: shop.id })).map((key) => key.epoch)
    expect(await listed()).toEqual(['000000a3', '000000a2', '000000a1'])
    await db.prisma.$transaction((tx) =>
      startEpoch({ tx, shopId: shop.id, epoch: '000000a4', createdAt: 1n, keep: 0 }),
    )
    expect(await listed()).toEqual(['000000a4'])
  })

  test('behavior: the root is stored encrypted, and two shops have different roots', async () => {
    const { shops } = makeStores(db)
    const [one, two] = [sampleShop(), sampleShop()]
    await shops.save(one)
    await shops.save(two)
    const rows = await db.prisma.shop.findMany({ where: { id: { in: [one.id, two.id] } } })
    expect(new Set(rows.map((row) => row.proofRoot)).size).toBe(2)
    for (const row of rows) expect(row.proofRoot).toMatch(/^s1\./)
  })

  test('behavior: the root of one shop cannot be decrypted as another’s', async () => {
    const { shops, proofKeys } = makeStores(db)
    const [one, two] = [sampleShop(), sampleShop()]
    await shops.save(one)
    await shops.save(two)
    const { proofRoot } = await db.prisma.shop.findUniqueOrThrow({ where: { id: one.id } })
    await db.prisma.shop.update({ where: { id: two.id }, data: { proofRoot } })
    await expect(proofKeys.list({ shopId: two.id })).rejects.toMatchObject({ code: 'ERR_ENVIRONMENT' })
  })

  test('refuses: an unknown shop (ERR_SHOP_NOT_FOUND)', async () => {
    const { proofKeys } = makeStores(db)
    await expect(proofKeys.list({ shopId: 1n as ShopId })).rejects.toMatchObject({
      code: 'ERR_SHOP_NOT_FOUND',
    })
  })
})
