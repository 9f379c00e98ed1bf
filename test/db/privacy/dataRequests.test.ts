import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { STORED_KIND_NAMES, STORED_KINDS } from '../../../app/core/privacy/kinds.ts'
import type { Database } from '../../../app/db/database.ts'
import { redactCustomer } from '../../../app/flows/orders/redactCustomer.ts'
import { addDataRequest } from '../../../app/flows/privacy/addDataRequest.ts'
import { answerDataRequest } from '../../../app/flows/privacy/answerDataRequest.ts'
import { listDataRequests } from '../../../app/flows/privacy/listDataRequests.ts'
import { loadCustomerData } from '../../../app/flows/privacy/loadCustomerData.ts'
import { deleteShop } from '../../../app/flows/shops/deleteShop.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { openReceiver } from '../messages/openReceiver.ts'
import { openWorld } from '../orders/openWorld.ts'

const once = { perWallet: 1, perToken: null, total: null }

describe.each(engines)('data requests of customers, on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  /** Two customers of one shop, each with an order at the same gate; the first asks. */
  async function askAfterOrders() {
    const world = await openWorld({ db, settings: { writesReceipts: true } })
    const { myshopifyDomain } = world.shop
    await openReceiver(world, { url: 'http://127.0.0.1:9/in', hasWallets: true })
    const gate = await world.makeGate({ limits: once })
    const wallets: string[] = []
    for (const [id, customerId] of [
      [1, 77],
      [2, 78],
    ] as const) {
      const { proofs, wallet } = await world.unlock({ gates: [gate], buyer: String(customerId) })
      wallets.push(wallet)
      world.shopify.place({ id, proof: proofs.c, customerId })
      await world.hear(id)
      expect(await world.outcome(id)).toBe('committed')
    }
    for (const [i, address] of wallets.entries()) {
      await world.ports.customers.addUnlock({
        ...{ shopId: world.shop.id, customerId: String(77 + i), gates: [gate.number], isSure: true },
        wallets: [{ kind: 'key', chain: 'ethereum' as ChainSlug, address: address as EvmAddress }],
        ...{ vaults: [], at: world.now, nextCheckAt: world.now },
      })
    }
    const { id: shopId } = world.shop
    const { grants } = await world.ports.privacy.listCustomerData({
      shopId,
      customerId: '77',
      orderIds: ['1'],
    })
    await db.prisma.staffPass.create({
      data: {
        ...{
          id: String(grants[0]?.visit_id),
          shopId,
          gate: BigInt(gate.number),
          walletAddress: wallets[0] ?? null,
        },
        ...{ units: 1, note: 'A call', actor: 'staff:1', createdAt: world.now, endsAt: world.now + 60 },
      },
    })
    const ask = { myshopifyDomain, requestId: 9999, customerId: 77, orderIds: [1] }
    await addDataRequest(world.ctx, ask)
    const [request] = (await listDataRequests(world.ctx, { myshopifyDomain })).requests
    if (!request) throw new Error('No request was stored.')
    return { world, myshopifyDomain, wallets, ask, request }
  }

  test('behavior: older requests are on further pages, newest first', async () => {
    const world = await openWorld({ db })
    const { myshopifyDomain } = world.shop
    for (let id = 1; id <= 11; id++)
      await addDataRequest(world.ctx, { myshopifyDomain, requestId: id, customerId: id, orderIds: [] })
    const first = await listDataRequests(world.ctx, { myshopifyDomain })
    const second = await listDataRequests(world.ctx, { myshopifyDomain, before: first.next ?? undefined })
    const customers = [...first.requests, ...second.requests].map(({ customerId }) => Number(customerId))
    expect(customers).toEqual(Array.from({ length: 11 }, (_, i) => 11 - i))
    expect([first.requests.length, second.next]).toEqual([10, null])
  })

  test('default: a request is stored once, due in thirty days, with all data of the customer and nothing of others', async () => {
    const { world, myshopifyDomain, wallets, ask, request } = await askAfterOrders()
    await addDataRequest(world.ctx, ask)
    expect(await listDataRequests(world.ctx, { myshopifyDomain })).toEqual({
      requests: [request],
      next: null,
    })
    expect(request).toMatchObject({ customerId: '77', orderIds: ['1'], answeredAt: null })
    expect(request.dueAt - request.receivedAt).toBe(30 * 86_400)
    const { record } = await loadCustomerData(world.ctx, { myshopifyDomain, id: request.id })
    for (const [part, rows] of Object.entries(record)) {
      if (part === 'codes' || part === 'changes') continue
      expect(rows.length, part).toBeGreaterThan(0)
    }
    expect(record.orders.map((row) => String(row.order_id))).toEqual(['1'])
    const text = JSON.stringify(record).toLowerCase()
    expect(text).toContain(wallets[0]?.toLowerCase())
    expect(text).not.toContain(wallets[1]?.toLowerCase())
    expect(text).not.toContain('"78"')
    expect(text).not.toContain('token_hash')
  })

  test('behavior: an erasure touches every kind that a request shows, as the table of kinds says', async () => {
    const { world, wallets } = await askAfterOrders()
    const { id: shopId } = world.shop
    const read = () => world.ports.privacy.listCustomerData({ shopId, customerId: '77', orderIds: ['1'] })
    const { grants } = await read()
    await db.prisma.accessCode.create({
      data: {
        ...{ shopId, code: 'HELD-1', gate: 1n, visitId: 'v', grantId: String(grants[0]?.id), buyer: '77' },
        ...{ endsAt: 1n, createdAt: 1n },
      },
    })
    await world.ports.audit.add({
      shopId,
      entry: {
        ...{ at: world.now, actor: 'staff:1', action: 'redemption.removed', orderId: 1n },
        ...{ gate: null, reservationId: null },
        detail: { unit: { kind: 'wallet', key: wallets[0] ?? '', slot: 1 } },
      },
    })
    const before = await read()
    for (const kind of STORED_KIND_NAMES) expect(before[kind].length, kind).toBeGreaterThan(0)
    await redactCustomer(world.ctx, { shopId, customerId: 77, orderIds: [1] })
    const after = await read()
    for (const kind of STORED_KIND_NAMES) {
      if (STORED_KINDS[kind].erasure === 'deleted') expect(after[kind], kind).toEqual([])
      const text = JSON.stringify(after[kind]).toLowerCase()
      expect(text, kind).not.toContain(wallets[0]?.toLowerCase())
      expect(text, kind).not.toContain('"77"')
    }
  })

  test('behavior: a request is marked as answered at the time of the answer', async () => {
    const { world, myshopifyDomain, request } = await askAfterOrders()
    await answerDataRequest(world.ctx, { myshopifyDomain, id: request.id })
    const [answered] = (await listDataRequests(world.ctx, { myshopifyDomain })).requests
    expect(answered?.answeredAt).toBe(world.ctx.now())
  })

  test('behavior: erasing a customer deletes their requests, open ones included', async () => {
    const { world, myshopifyDomain } = await askAfterOrders()
    await addDataRequest(world.ctx, { myshopifyDomain, requestId: 5, customerId: 78, orderIds: [2] })
    await redactCustomer(world.ctx, { shopId: world.shop.id, customerId: 77, orderIds: [1] })
    const { requests: left } = await listDataRequests(world.ctx, { myshopifyDomain })
    expect(left.map(({ customerId }) => customerId)).toEqual(['78'])
  })

  test('behavior: a request after the erasure finds nothing', async () => {
    const { world, myshopifyDomain, wallets } = await askAfterOrders()
    await redactCustomer(world.ctx, { shopId: world.shop.id, customerId: 77, orderIds: [1] })
    await addDataRequest(world.ctx, { myshopifyDomain, requestId: 6, customerId: 77, orderIds: [1] })
    const [request] = (await listDataRequests(world.ctx, { myshopifyDomain })).requests
    const { record } = await loadCustomerData(world.ctx, { myshopifyDomain, id: request?.id ?? 0 })
    expect(record.visits).toEqual([])
    expect(JSON.stringify(record).toLowerCase()).not.toContain(wallets[0]?.toLowerCase())
  })

  test('behavior: without a customer id only the named orders are exported', async () => {
    const { world, myshopifyDomain } = await askAfterOrders()
    await addDataRequest(world.ctx, { myshopifyDomain, requestId: 7, customerId: null, orderIds: [2] })
    const [request] = (await listDataRequests(world.ctx, { myshopifyDomain })).requests
    const { record } = await loadCustomerData(world.ctx, { myshopifyDomain, id: request?.id ?? 0 })
    expect(record.orders.map((row) => String(row.order_id))).toEqual(['2'])
  })

  test('behavior: an erased shop keeps no request', async () => {
    const { world } = await askAfterOrders()
    await world.ports.shops.uninstall({ shopId: world.shop.id, at: world.now, pendingReason: '' })
    await deleteShop(world.ctx, { shopId: world.shop.id })
    expect(await db.prisma.dataRequest.count({ where: { shopId: world.shop.id } })).toBe(0)
  })

  test('behavior: a request for an unknown shop stores nothing and raises no error', async () => {
    const world = await openWorld({ db })
    const ask = { requestId: 1, customerId: 1, orderIds: [] }
    const before = await db.prisma.dataRequest.count()
    await addDataRequest(world.ctx, { myshopifyDomain: 'absent.myshopify.com', ...ask })
    expect(await db.prisma.dataRequest.count()).toBe(before)
  })

  test('refuses: the request of another shop (ERR_NOT_FOUND)', async () => {
    const { request } = await askAfterOrders()
    const other = await openWorld({ db })
    const { myshopifyDomain } = other.shop
    for (const run of [loadCustomerData, answerDataRequest])
      await expect(run(other.ctx, { myshopifyDomain, id: request.id })).rejects.toMatchObject({
        code: 'ERR_NOT_FOUND',
      })
  })
})
