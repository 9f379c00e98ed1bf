import { createPublicKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { formatSortedJson } from '../../../app/core/text/formatSortedJson.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import type { Database } from '../../../app/db/database.ts'
import { ensureReceipts } from '../../../app/flows/orders/ensureReceipts.ts'
import { findOrderReceipts } from '../../../app/flows/orders/findOrderReceipts.ts'
import { listReceiptKeys } from '../../../app/flows/orders/listReceiptKeys.ts'
import { redactCustomer } from '../../../app/flows/orders/redactCustomer.ts'
import { verifyReceipt } from '../../docs/verifyReceipt.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld, type World } from './openWorld.ts'

const ISSUER = 'https://palisade.example/api/v1'

/** The receipts on the order at Shopify. */
const readWritten = (world: World, orderId: number): string[] => {
  const text = world.shopify.metafield(orderId, 'receipts')
  return text === null ? [] : JSON.parse(text).receipts
}
const ensure = async (world: World, orderId: number) =>
  ensureReceipts(world.ctx, { shop: world.shop, row: await world.load(orderId) })
const openPayload = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

describe.each(engines)('receipts on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default: an order has a receipt on it that the published keys verify, with what was read and nobody’s name', async () => {
    const world = await openWorld({ db, settings: { writesReceipts: true, showsWallet: true } })
    const gate = await world.makeGate()
    const { proofs, wallet, visitId } = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 1, proof: proofs.c, customerId: 77 })
    await world.hear(1, undefined, 77)
    const [receipt = '', ...others] = readWritten(world, 1)
    expect(others).toEqual([])
    const [{ condition } = { condition: null }] = await ensure(world, 1)
    const claims = openPayload(receipt)
    expect(claims).toEqual({
      iss: ISSUER,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: ORDERED,
      shop: world.shop.myshopifyDomain,
      gate: gate.number,
      revision: 1,
      conditionSha256: hashSecret(formatSortedJson(condition)),
      blocks: [{ chain: 'ethereum', block: '21000000' }],
    })
    const said = JSON.stringify(claims)
    for (const secret of [wallet, visitId, '"77"', '#1', proofs.c]) expect(said).not.toContain(secret)
    const keys = await listReceiptKeys(world.ctx)
    const asked = { receipt, keys: { keys }, issuer: ISSUER, shop: world.shop.myshopifyDomain, condition }
    expect(await verifyReceipt(asked)).toEqual({ isValid: true, claims })
  })

  test('refuses: the receipt of another shop, server, condition or key, a changed one, and what is no receipt', async () => {
    const world = await openWorld({ db, settings: { writesReceipts: true } })
    const { proofs } = await world.unlock({ gates: [await world.makeGate()] })
    world.shopify.place({ id: 11, proof: proofs.c })
    await world.hear(11)
    const [{ token: receipt, condition } = { token: '', condition: null }] = await ensure(world, 11)
    const keys = { keys: await listReceiptKeys(world.ctx) }
    const [head = '', body = '', signature = ''] = receipt.split('.')
    const forged = Buffer.from(JSON.stringify({ ...openPayload(receipt), gate: 99 })).toString('base64url')
    const asked = { receipt, keys, issuer: ISSUER, shop: world.shop.myshopifyDomain, condition }
    const other = await openWorld({ db: await engine.open(), settings: { writesReceipts: true } })
    const stranger = await other.ctx.tokens.signReceipt(openPayload(receipt))
    const accessToken = await world.ctx.tokens.sign({ ...openPayload(receipt) })
    const ended = keys.keys.map((key) => ({ ...key, exp: openPayload(receipt).iat - 1 }))
    const reasons = {
      'of another shop': { ...asked, shop: 'other.myshopify.com' },
      'Another server issued it': { ...asked, issuer: 'https://other.example/api/v1' },
      'asked for something else': { ...asked, condition: { ...(condition as object), v: 2 } },
      'None of the kept keys': { ...asked, receipt: stranger },
      'was changed': { ...asked, receipt: [head, forged, signature].join('.') },
      'or it is no receipt': { ...asked, receipt: accessToken },
      'This is no receipt': { ...asked, receipt: `${head}.${body}` },
      'key had ended': { ...asked, keys: { keys: ended } },
    }
    expect(await verifyReceipt(asked)).toMatchObject({ isValid: true })
    for (const [because, wrong] of Object.entries(reasons))
      expect(await verifyReceipt(wrong)).toEqual({
        isValid: false,
        because: expect.stringContaining(because),
      })
  })

  test('behavior: settled again, an order keeps its receipt, and nothing is written', async () => {
    const world = await openWorld({ db, settings: { writesReceipts: true } })
    const { proofs } = await world.unlock({ gates: [await world.makeGate()] })
    world.shopify.place({ id: 2, proof: proofs.c })
    await world.hear(2)
    const [before, writes] = [readWritten(world, 2), [...world.shopify.writes]]
    expect([before.length, writes]).toEqual([1, expect.arrayContaining(['metafield receipts'])])
    world.now += 60
    await world.hear(2)
    expect([readWritten(world, 2), world.shopify.writes]).toEqual([before, writes])
  })

  test('behavior: without the setting nothing is stored or written, and who asks gets a receipt that stays', async () => {
    const world = await openWorld({ db })
    const gates = [await world.makeGate(), await world.makeGate()]
    const { proofs } = await world.unlock({ gates, blocks: [] })
    world.shopify.place({ id: 3, proof: proofs.c })
    await world.hear(3)
    const where = { shopId: world.shop.id }
    expect([readWritten(world, 3), await db.prisma.receipt.count({ where })]).toEqual([[], 0])
    // Two processes are asked at once.
    const [one, other] = await Promise.all([ensure(world, 3), ensure(world, 3)])
    // Of two gates that close a product, one proof's entry decides.
    expect(one.map(({ gate }) => gate)).toEqual([gates[0]?.number])
    expect(other).toEqual(one)
    expect(await ensure(world, 3)).toEqual(one)
  })

  test('behavior: an order’s page shows what is signed, signs nothing itself, and has no card for an order that can have none', async () => {
    const world = await openWorld({ db })
    const { proofs } = await world.unlock({ gates: [await world.makeGate()] })
    world.shopify.place({ id: 13, proof: proofs.c })
    await world.hear(13)
    const find = async (id: number) =>
      findOrderReceipts(world.ctx, { shop: world.shop, row: await world.load(id) })
    expect(await find(13)).toEqual({ receipts: [], canHave: true })
    expect(await db.prisma.receipt.count({ where: { shopId: world.shop.id } })).toBe(0)
    const signed = await ensure(world, 13)
    expect(await find(13)).toEqual({ receipts: signed, canHave: true })
    world.shopify.place({ id: 14, proof: proofs.c, createdAt: ORDERED + 60 })
    await world.hear(14)
    expect(await find(14)).toEqual({ receipts: [], canHave: false })
  })

  test('behavior: an order that only carries a used proof has no receipt, and one that loses its proof keeps none', async () => {
    const world = await openWorld({ db, settings: { writesReceipts: true } })
    const { proofs } = await world.unlock({ gates: [await world.makeGate()] })
    world.shopify.place({ id: 5, proof: proofs.c, createdAt: ORDERED + 60 })
    await world.hear(5)
    expect(readWritten(world, 5)).toHaveLength(1)
    // An earlier order arrives later.
    world.shopify.place({ id: 4, proof: proofs.c })
    await world.hear(4)
    await world.work()
    expect([await world.outcome(4), await world.outcome(5)]).toEqual(['committed', 'duplicate'])
    expect([readWritten(world, 4).length, readWritten(world, 5)]).toEqual([1, []])
    expect(await ensure(world, 5)).toEqual([])
  })

  test('behavior: an order whose receipt cannot be signed is tagged at once, and has its receipt minutes later', async () => {
    const world = await openWorld({ db, settings: { writesReceipts: true } })
    const { proofs } = await world.unlock({ gates: [await world.makeGate()] })
    world.shopify.place({ id: 12, proof: proofs.c })
    const { signReceipt } = world.ctx.tokens
    world.ctx.tokens.signReceipt = async () => {
      throw new UpstreamError('ERR_CLOCK_WRONG', 'The clock of this server is wrong.')
    }
    await world.hear(12)
    expect([world.shopify.tags(12), readWritten(world, 12)]).toEqual([['token-gate'], []])
    world.ctx.tokens.signReceipt = signReceipt
    world.now += 300
    await world.work()
    expect([readWritten(world, 12).length, await world.jobs()]).toEqual([1, []])
  })

  test('behavior: a proof of a version that recorded no blocks gives no receipt', async () => {
    const world = await openWorld({ db, settings: { writesReceipts: true } })
    const { proofs } = await world.unlock({ gates: [await world.makeGate()], blocks: null })
    world.shopify.place({ id: 6, proof: proofs.c })
    await world.hear(6)
    expect([await world.outcome(6), readWritten(world, 6)]).toEqual(['committed', []])
  })

  test('behavior: an erased customer’s receipts are deleted here and on the order, and none is made again', async () => {
    const world = await openWorld({ db, settings: { writesReceipts: true } })
    const { id: shopId } = world.shop
    const { proofs } = await world.unlock({ gates: [await world.makeGate()] })
    world.shopify.place({ id: 7, proof: proofs.c, customerId: 88 })
    await world.hear(7, undefined, 88)
    const data = await world.ports.privacy.listCustomerData({ shopId, customerId: '88', orderIds: [] })
    expect(data.receipts).toMatchObject([{ order_id: expect.anything(), revision: 1 }])
    const row = await world.load(7)
    await redactCustomer(world.ctx, { shopId, customerId: 88, orderIds: [7] })
    await world.work()
    expect([readWritten(world, 7), await db.prisma.receipt.count({ where: { shopId } })]).toEqual([[], 0])
    // A flow that had loaded the order before the erasure stores nothing after it.
    expect(await ensureReceipts(world.ctx, { shop: world.shop, row })).toEqual([])
    expect(await db.prisma.receipt.count({ where: { shopId } })).toBe(0)
  })

  test('behavior: receipts go with an old order and with their shop', async () => {
    const world = await openWorld({ db, settings: { writesReceipts: true } })
    const { id: shopId, myshopifyDomain } = world.shop
    const gate = await world.makeGate()
    const count = () => db.prisma.receipt.count({ where: { shopId } })
    for (const id of [8, 9]) {
      const { proofs } = await world.unlock({ gates: [gate], cartToken: `cart-${id}` })
      world.shopify.place({ id, proof: proofs.c, createdAt: ORDERED + (id === 9 ? 100 : 0) })
      await world.hear(id, `cart-${id}`)
    }
    expect(await count()).toBe(2)
    await world.ports.settlements.deleteOld({ shopId, before: ORDERED + 50 })
    expect(await count()).toBe(1)
    const { shops } = world.ctx
    await shops.uninstall({ shopId, at: world.now, pendingReason: 'The app is not installed.' })
    await world.ports.privacy.deleteShop({ shopId })
    expect([myshopifyDomain.length > 0, await count()]).toEqual([true, 0])
  })

  test('behavior: after two rotations the published keys still verify an old receipt, and each says until when it signed', async () => {
    const world = await openWorld({ db, settings: { writesReceipts: true } })
    const { proofs } = await world.unlock({ gates: [await world.makeGate()] })
    world.shopify.place({ id: 10, proof: proofs.c })
    await world.hear(10)
    const [receipt = ''] = readWritten(world, 10)
    for (let turn = 0; turn < 2; turn++) {
      await world.ctx.signingKeys.rotate({ at: world.now, endsAt: world.now + 46_800 })
      world.now += 50_000
    }
    const keys = await listReceiptKeys(world.ctx)
    const { kid } = JSON.parse(Buffer.from(receipt.split('.')[0] ?? '', 'base64url').toString())
    expect(keys.find((key) => key.kid === kid)).toMatchObject({ exp: expect.any(Number) })
    expect(keys.filter(({ exp }) => exp === undefined)).toHaveLength(1)
    for (const key of keys) expect(createPublicKey({ key, format: 'jwk' }).type).toBe('public')
    const asked = { keys: { keys }, issuer: ISSUER, shop: world.shop.myshopifyDomain }
    expect(await verifyReceipt({ ...asked, receipt })).toMatchObject({ isValid: true })
  })
})
