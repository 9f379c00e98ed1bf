import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAILING_SECONDS, RETRY_SECONDS } from '../../../app/core/message/chooseRetry.ts'
import { KEPT_MESSAGE_DAYS } from '../../../app/core/message/limits.ts'
import type { Database } from '../../../app/db/database.ts'
import { writeEvents } from '../../../app/db/numbers/writeEvents.ts'
import { queueMessages } from '../../../app/flows/messages/queueMessages.ts'
import { rotateReceiver } from '../../../app/flows/messages/rotateReceiver.ts'
import { sendTest } from '../../../app/flows/messages/sendTest.ts'
import { updateReceiver } from '../../../app/flows/messages/updateReceiver.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld, type World } from '../orders/openWorld.ts'
import { openReceiver, startEndpoint } from './openReceiver.ts'

const LIMITS = { perWallet: 1, perToken: null, total: 5 }
const code = (text: string) => expect.objectContaining({ code: text })

describe.each(engines)('messages on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const open = async (answer?: Parameters<typeof startEndpoint>[0], courierMs?: number) => {
    const endpoint = await startEndpoint(answer)
    const world = await openWorld({ db, ...(courierMs && { courierMs }) })
    return { endpoint, world, myshopifyDomain: world.shop.myshopifyDomain }
  }
  const listMessages = ({ ctx, shop }: World, receiverId: string) =>
    ctx.messages.list({ shopId: shop.id, receiverId, limit: 100 })
  const loadReceiver = ({ ctx, shop }: World, receiverId: string) =>
    ctx.receivers.load({ shopId: shop.id, receiverId })
  const kindsOf = (got: Awaited<ReturnType<typeof startEndpoint>>['got']) =>
    got.map(({ event }) => event.type)

  test('default: an order’s life, signed as Standard Webhooks says, without a wallet', async () => {
    const { endpoint, world } = await open()
    const { secret } = await openReceiver(world, { url: endpoint.url })
    const gate = await world.makeGate({ limits: LIMITS })
    const unlock = await world.unlock({ gates: [gate] })
    const order = world.shopify.place({ id: 1, name: '#1001', proof: unlock.proofs.c })
    await world.hear(1)
    world.now = ORDERED + 60
    world.shopify.place({ ...order, cancelledAt: world.now })
    await world.hear(1)
    await world.work()
    expect(kindsOf(endpoint.got)).toEqual(['gate.changed', 'gate.unlocked', 'gate.redeemed', 'gate.released'])
    const verifier = new Webhook(secret ?? '')
    for (const { headers, body, event } of endpoint.got) {
      // The package compares the time with this machine's; this world's is another.
      const signed = verifier.sign(headers['webhook-id'] ?? '', toDate(headers['webhook-timestamp']), body)
      expect(headers['webhook-signature']).toBe(signed)
      expect(headers['webhook-id']).toMatch(/^msg_[0-9a-f]{32}$/)
      expect(event.data).toMatchObject({ shop: world.shop.myshopifyDomain, gate: gate.number })
      expect(body).not.toContain(unlock.wallet.slice(2))
    }
    expect(new Set(endpoint.got.map(({ headers }) => headers['webhook-id'])).size).toBe(4)
    expect(endpoint.got[2]?.event.data).toMatchObject({ orderId: 1, orderName: '#1001' })
    expect(endpoint.got[3]?.event.data).toMatchObject({ because: 'order' })
  })

  test('behavior: the package accepts what is signed now, and refuses a changed body', async () => {
    const { endpoint, world, myshopifyDomain } = await open()
    const { receiver, secret } = await openReceiver(world, { url: endpoint.url })
    world.now = Math.floor(Date.now() / 1000)
    await sendTest(world.ctx, { myshopifyDomain, receiverId: receiver.id })
    await world.work()
    const [got] = endpoint.got
    const verifier = new Webhook(secret ?? '')
    expect(verifier.verify(got?.body ?? '', got?.headers ?? {})).toMatchObject({ type: 'message.test' })
    expect(() => verifier.verify(`${got?.body} `, got?.headers ?? {})).toThrow()
  })

  test('behavior: wallets and tokens only if the merchant chose so', async () => {
    const { endpoint, world } = await open()
    await openReceiver(world, {
      url: endpoint.url,
      hasWallets: true,
      messages: ['gate.unlocked', 'gate.redeemed'],
    })
    const gate = await world.makeGate({ limits: LIMITS })
    const unlock = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 2, proof: unlock.proofs.c })
    await world.hear(2)
    await world.work()
    expect(endpoint.got.map(({ event }) => event.data.wallets)).toEqual([[unlock.wallet], [unlock.wallet]])
  })

  test('behavior: wallets that the merchant no longer chose leave what waits and what is sent again', async () => {
    let status = 500
    const { endpoint, world, myshopifyDomain } = await open((_request, response) =>
      response.writeHead(status).end(),
    )
    const choice = { messages: ['gate.unlocked', 'gate.redeemed'], gates: [], hasWallets: true } as const
    const { receiver } = await openReceiver(world, { url: endpoint.url, ...choice })
    const gate = await world.makeGate({ limits: LIMITS })
    const unlock = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 3, proof: unlock.proofs.c })
    await world.hear(3)
    await world.work()
    expect(endpoint.got[0]?.body).toContain(unlock.wallet)
    const ids = { myshopifyDomain, receiverId: receiver.id }
    await updateReceiver(world.ctx, { ...ids, change: { ...choice, hasWallets: false } })
    const stored = await listMessages(world, receiver.id)
    expect(stored.map(({ kind, data }) => [kind, Object.keys(data ?? {}).sort()])).toEqual([
      ['gate.redeemed', ['gate', 'orderId', 'orderName']],
      ['gate.unlocked', ['gate']],
    ])
    status = 204
    world.now += 60
    await world.work()
    for (const { id } of stored) await queueMessages(world.ctx, { ...ids, messageId: id })
    await world.work()
    const later = endpoint.got.slice(1)
    expect(later).toHaveLength(4)
    for (const { body } of later) expect(body).not.toContain(unlock.wallet.slice(2))
  })

  test('behavior: an order that breaks a rule is told once it is held', async () => {
    const { endpoint, world } = await open()
    await openReceiver(world, { url: endpoint.url, messages: ['order.held'] })
    await world.makeGate()
    world.shopify.place({ id: 3, name: '#1003' })
    world.shopify.route(3)
    await world.hear(3)
    await world.work()
    expect(endpoint.got.map(({ event }) => event.data)).toEqual([
      { shop: world.shop.myshopifyDomain, orderId: 3, orderName: '#1003', because: 'unproved' },
    ])
  })

  test('behavior: a receiver of one gate hears nothing of another, and one that is off hears nothing', async () => {
    const { endpoint, world, myshopifyDomain } = await open()
    const [first, second] = [await world.makeGate(), await world.makeGate()]
    const { receiver } = await openReceiver(world, { url: endpoint.url, gates: [second.number] })
    await world.unlock({ gates: [first, second] })
    await world.work()
    expect(endpoint.got.map(({ event }) => event.data.gate)).toEqual([second.number])
    await updateReceiver(world.ctx, { myshopifyDomain, receiverId: receiver.id, change: { isOn: false } })
    await world.unlock({ gates: [second] })
    await world.work()
    expect(endpoint.got).toHaveLength(1)
  })

  test('behavior: a list that changes is told, with its size', async () => {
    const { endpoint, world } = await open()
    await openReceiver(world, { url: endpoint.url, messages: ['list.changed'] })
    const { ctx, shop } = world
    const id = crypto.randomUUID()
    await ctx.lists.create({ id, shopId: shop.id, name: 'Friends', at: ORDERED })
    await ctx.lists.rename({ shopId: shop.id, listId: id, name: 'Old friends', at: ORDERED })
    await ctx.lists.delete({ shopId: shop.id, listId: id, at: ORDERED })
    await world.work()
    expect(endpoint.got.map(({ event: { data } }) => [data.listName, data.change, data.size])).toEqual([
      ['Friends', 'created', 0],
      ['Old friends', 'renamed', 0],
      ['Old friends', 'deleted', 0],
    ])
  })

  test('behavior: both secrets sign for a day after a rotation', async () => {
    const { endpoint, world, myshopifyDomain } = await open()
    const { receiver, secret: old } = await openReceiver(world, { url: endpoint.url })
    const ids = { myshopifyDomain, receiverId: receiver.id }
    const { secret } = await rotateReceiver(world.ctx, ids)
    const countSignatures = async () => {
      await sendTest(world.ctx, ids)
      await world.work()
      const { headers, body } = endpoint.got.at(-1) ?? { headers: {} as Record<string, string>, body: '' }
      const at = toDate(headers['webhook-timestamp'])
      const signed = [secret, old ?? ''].map((one) =>
        new Webhook(one).sign(headers['webhook-id'] ?? '', at, body),
      )
      return signed.map((one) => headers['webhook-signature']?.split(' ').includes(one))
    }
    expect(await countSignatures()).toEqual([true, true])
    world.now = ORDERED + 86_400
    expect(await countSignatures()).toEqual([true, false])
  })

  test('behavior: what fails is tried again for about a day, then given up, and can be replayed', async () => {
    let status = 500
    const { endpoint, world, myshopifyDomain } = await open((_request, response) =>
      response.writeHead(status).end(),
    )
    const { receiver } = await openReceiver(world, { url: endpoint.url })
    const ids = { myshopifyDomain, receiverId: receiver.id }
    await sendTest(world.ctx, ids)
    await world.work()
    for (const seconds of RETRY_SECONDS) {
      world.now += seconds
      await world.work()
    }
    expect(world.now - ORDERED).toBe(88_535)
    expect(endpoint.got).toHaveLength(RETRY_SECONDS.length + 1)
    expect(new Set(endpoint.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    const [given] = await listMessages(world, receiver.id)
    expect(given).toMatchObject({
      state: 'failed',
      status: 500,
      lastError: 'The receiver answered HTTP 500.',
    })
    expect(await loadReceiver(world, receiver.id)).toMatchObject({ state: 'on', failingSince: ORDERED })
    world.now += 86_400
    await world.work()
    expect(endpoint.got).toHaveLength(RETRY_SECONDS.length + 1)
    status = 200
    expect(await queueMessages(world.ctx, { ...ids, messageId: null })).toBe(1)
    await world.work()
    expect((await listMessages(world, receiver.id))[0]).toMatchObject({
      state: 'sent',
      attempts: 1,
      lastError: null,
    })
    expect(await loadReceiver(world, receiver.id)).toMatchObject({ failures: 0, failingSince: null })
  })

  test('behavior: a receiver that fails for days is switched off, and its shop stops telling of unlocks', async () => {
    const { endpoint, world, myshopifyDomain } = await open((_request, response) =>
      response.writeHead(503).end(),
    )
    const { receiver } = await openReceiver(world, { url: endpoint.url })
    const ids = { myshopifyDomain, receiverId: receiver.id }
    for (let day = 0; day <= FAILING_SECONDS / 86_400; day++) {
      await sendTest(world.ctx, ids)
      await world.work()
      world.now += 86_400
    }
    expect(await loadReceiver(world, receiver.id)).toMatchObject({ state: 'failing' })
    expect((await world.ctx.shops.loadKnown(myshopifyDomain)).tellsUnlocks).toBe(false)
    expect((await listMessages(world, receiver.id)).map(({ state }) => state)).not.toContain('waiting')
    await expect(sendTest(world.ctx, ids)).rejects.toEqual(code('ERR_RECEIVER_STALE'))
    await updateReceiver(world.ctx, { ...ids, change: { isOn: true } })
    expect(await loadReceiver(world, receiver.id)).toMatchObject({
      state: 'on',
      failures: 0,
      failingSince: null,
    })
    expect((await world.ctx.shops.loadKnown(myshopifyDomain)).tellsUnlocks).toBe(true)
  })

  test('behavior: 410 switches the receiver off at once', async () => {
    const { endpoint, world, myshopifyDomain } = await open((_request, response) =>
      response.writeHead(410).end(),
    )
    const { receiver } = await openReceiver(world, { url: endpoint.url })
    const ids = { myshopifyDomain, receiverId: receiver.id }
    await sendTest(world.ctx, ids)
    await sendTest(world.ctx, ids)
    await world.work()
    expect(endpoint.got).toHaveLength(1)
    expect(await loadReceiver(world, receiver.id)).toMatchObject({ state: 'gone' })
    expect((await listMessages(world, receiver.id)).map(({ state }) => state)).toEqual(['failed', 'failed'])
  })

  test('behavior: a receiver that hangs holds up no other, and orders are settled meanwhile', async () => {
    const { endpoint, world } = await open(() => {}, 2_000)
    const other = await startEndpoint()
    const { receiver } = await openReceiver(world, { url: endpoint.url })
    await openReceiver(world, { url: other.url })
    const gate = await world.makeGate()
    await world.unlock({ gates: [gate] })
    await world.work()
    expect(kindsOf(other.got)).toEqual(['gate.changed', 'gate.unlocked'])
    expect(kindsOf(endpoint.got)).toEqual(['gate.changed'])
    const [last, first] = await listMessages(world, receiver.id)
    expect([last?.attempts, first?.attempts, first?.lastError]).toEqual([
      0,
      1,
      'There was no answer within 2 seconds.',
    ])
  })

  test('behavior: a change that is undone tells nobody', async () => {
    const { endpoint, world } = await open()
    await openReceiver(world, { url: endpoint.url })
    const gate = await world.makeGate()
    await world.work()
    const stale = { ...gate, shopId: world.shop.id, draft: gate, actor: 'system', at: ORDERED }
    await expect(
      world.ctx.gates.update({ ...stale, expectedRevision: gate.revision, expectedUpdatedAt: 1 }),
    ).rejects.toEqual(code('ERR_GATE_STALE'))
    await world.work()
    expect(kindsOf(endpoint.got)).toEqual(['gate.changed'])
  })

  test('behavior: messages about an erased customer’s visits and orders leave the log', async () => {
    const { endpoint, world } = await open()
    const { receiver } = await openReceiver(world, { url: endpoint.url, hasWallets: true })
    const gate = await world.makeGate({ limits: LIMITS })
    const unlock = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 7, proof: unlock.proofs.c })
    await world.hear(7)
    const listKinds = async () => (await listMessages(world, receiver.id)).map(({ kind }) => kind)
    expect(await listKinds()).toEqual(['gate.redeemed', 'gate.unlocked', 'gate.changed'])
    await world.ctx.privacy.redactCustomer({ shopId: world.shop.id, customerId: null, orderIds: [7] })
    expect(await listKinds()).toEqual(['gate.changed'])
  })

  test('behavior: an answer to a shopper costs the statement of before, unless the shop tells of unlocks', async () => {
    const { endpoint, world, myshopifyDomain } = await open()
    const names: string[] = []
    const query: Database['hot']['query'] = (name, ...rest) => {
      names.push(name)
      return db.hot.query(name, ...rest)
    }
    const write = async () => {
      const { id: shopId, tellsUnlocks: isTold } = await world.ctx.shops.loadKnown(myshopifyDomain)
      const event = {
        shopId,
        visitId: crypto.randomUUID(),
        at: ORDERED,
        dayOn: '2026-11-25',
        isLogin: true,
        isTold,
      }
      const answer = {
        gate: 1,
        revision: 1,
        outcome: 'unmet',
        detail: {},
        wallets: [],
        holder: null,
      } as const
      await writeEvents({
        db: { ...db, hot: { query } },
        hashPersonal: String,
        events: [{ ...event, ...answer }],
      })
    }
    await write()
    await openReceiver(world, { url: endpoint.url, messages: ['order.held'] })
    await write()
    await openReceiver(world, { url: endpoint.url, messages: ['gate.refused'] })
    await write()
    expect(names).toEqual(['write_events', 'write_events', 'write_events_and_tell'])
    await world.work()
    expect(endpoint.got.map(({ event }) => event.data)).toEqual([
      { shop: myshopifyDomain, gate: 1, because: 'unmet' },
    ])
  })

  test('behavior: messages leave the log after 30 days', async () => {
    const { endpoint, world, myshopifyDomain } = await open()
    const { receiver } = await openReceiver(world, { url: endpoint.url })
    await sendTest(world.ctx, { myshopifyDomain, receiverId: receiver.id })
    await world.ctx.messages.sweep({ at: ORDERED + KEPT_MESSAGE_DAYS * 86_400 - 1 })
    expect(await listMessages(world, receiver.id)).toHaveLength(1)
    await world.ctx.messages.sweep({ at: ORDERED + KEPT_MESSAGE_DAYS * 86_400 })
    expect(await listMessages(world, receiver.id)).toHaveLength(0)
  })

  test('behavior: all old messages leave, however many a busy shop had', async () => {
    const { endpoint, world } = await open()
    const { receiver } = await openReceiver(world, { url: endpoint.url })
    await db.prisma
      .$executeRaw`INSERT INTO message (name, receiver_id, shop_id, kind, at, data, state, due_at)
      SELECT 'msg_' || n, ${receiver.id}, ${world.shop.id}, 'gate.unlocked', ${ORDERED}, '{"v":1,"gate":1}', 'sent', 0
      FROM generate_series(1, 2500) AS n`
    await world.ctx.messages.sweep({ at: ORDERED + KEPT_MESSAGE_DAYS * 86_400 })
    expect(await db.prisma.message.count({ where: { receiverId: receiver.id } })).toBe(0)
  })

  test('refuses: an eleventh receiver (ERR_RECEIVERS_FULL), and one of another shop (ERR_RECEIVER_NOT_FOUND)', async () => {
    const { endpoint, world } = await open()
    for (let i = 0; i < 10; i++) await openReceiver(world, { url: endpoint.url })
    await expect(openReceiver(world, { url: endpoint.url })).rejects.toEqual(code('ERR_RECEIVERS_FULL'))
    const [mine] = await world.ctx.receivers.list({ shopId: world.shop.id })
    const { shop, ctx } = await openWorld({ db })
    await expect(ctx.receivers.load({ shopId: shop.id, receiverId: mine?.id ?? '' })).rejects.toEqual(
      code('ERR_RECEIVER_NOT_FOUND'),
    )
  })
})

function toDate(seconds: string | undefined): Date {
  return new Date(Number(seconds) * 1000)
}
