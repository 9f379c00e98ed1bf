import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MAX_MESSAGE_BYTES } from '../../../app/core/message/limits.ts'
import type { Database } from '../../../app/db/database.ts'
import type { Prisma } from '../../../app/db/generated/client.ts'
import { deleteReceiver } from '../../../app/flows/messages/deleteReceiver.ts'
import { listTroubles } from '../../../app/flows/messages/listTroubles.ts'
import { queueMessages } from '../../../app/flows/messages/queueMessages.ts'
import { sendMessages } from '../../../app/flows/messages/sendMessages.ts'
import { sendTest } from '../../../app/flows/messages/sendTest.ts'
import { updateReceiver } from '../../../app/flows/messages/updateReceiver.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld } from '../orders/openWorld.ts'
import { openReceiver, startEndpoint } from './openReceiver.ts'

/** What may stop the messages of one receiver, and must not. */
describe.each(engines)('lanes of messages on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const open = async (answer?: RequestListener) => {
    const endpoint = await startEndpoint(answer)
    const world = await openWorld({ db })
    const { receiver } = await openReceiver(world, { url: endpoint.url })
    const { id: shopId, myshopifyDomain } = world.shop
    const ids = { myshopifyDomain, receiverId: receiver.id }
    const put = (kind: string, data: Prisma.InputJsonValue) =>
      db.prisma.message.create({
        data: {
          ...{ name: `msg_${randomUUID().replaceAll('-', '')}`, receiverId: receiver.id, shopId, kind, data },
          ...{ at: BigInt(world.now), dueAt: BigInt(world.now) },
        },
      })
    const list = () => world.ctx.messages.list({ shopId, receiverId: receiver.id, limit: 100 })
    const typesOf = () => endpoint.got.map(({ event }) => event.type)
    return { endpoint, world, ids, receiver, put, list, typesOf }
  }

  test('behavior: damaged messages are set aside with a code, however many, and those behind them are sent', async () => {
    const { world, ids, put, list, typesOf } = await open()
    for (let n = 0; n < 30; n++) await put('gate.unlocked', { v: 1, gate: 'seven' })
    await put('gate.unlocked', { v: 2, gate: 7 })
    await put('list.changed', 'text')
    await sendTest(world.ctx, ids)
    await world.work()
    expect(typesOf()).toEqual(['message.test'])
    const [last, ...damaged] = await list()
    expect(last).toMatchObject({ state: 'sent' })
    expect(damaged).toHaveLength(32)
    for (const one of damaged)
      expect(one).toMatchObject({
        ...{ state: 'failed', attempts: 1, data: null, dueAt: ORDERED },
        lastError: expect.stringMatching(/^ERR_STORED_INVALID: /),
      })
    // Nothing was wrong with the receiver.
    expect(
      await world.ctx.receivers.load({ shopId: world.shop.id, receiverId: ids.receiverId }),
    ).toMatchObject({ state: 'on', failures: 0, failingSince: null })
    // Wallets can be removed from what can be read.
    await expect(updateReceiver(world.ctx, { ...ids, change: { hasWallets: false } })).resolves.toMatchObject(
      {
        hasWallets: false,
      },
    )
  })

  test('behavior: a kind of a later version waits for it, and holds up no other', async () => {
    const { world, ids, put, list, typesOf } = await open()
    for (let n = 0; n < 30; n++) await put('gate.renamed', { v: 1 })
    await sendTest(world.ctx, ids)
    await world.work()
    expect(typesOf()).toEqual(['message.test'])
    expect((await list()).map(({ kind }) => kind)).toEqual(['message.test'])
    // The job does not come back for what it cannot send.
    expect(await world.ctx.messages.findNext({ shopId: world.shop.id, at: world.now })).toBeNull()
    expect(await db.prisma.message.count({ where: { kind: 'gate.renamed', state: 'waiting' } })).toBe(30)
    await db.prisma.message.deleteMany({ where: { kind: 'gate.renamed' } })
  })

  test('refuses: a message with too many bytes (ERR_BODY_TOO_LARGE), and sends the next', async () => {
    const { endpoint, world, ids, put, list, typesOf } = await open()
    const wallet = `0x${'a'.repeat(40)}`
    const filled = (bytes: number) => ({ v: 1, gate: 7, wallets: Array(Math.ceil(bytes / 45)).fill(wallet) })
    await put('gate.unlocked', filled(MAX_MESSAGE_BYTES))
    await put('gate.unlocked', filled(MAX_MESSAGE_BYTES - 500))
    await sendTest(world.ctx, ids)
    await world.work()
    expect(typesOf()).toEqual(['gate.unlocked', 'message.test'])
    expect(endpoint.got[0]?.body.length).toBeLessThanOrEqual(MAX_MESSAGE_BYTES)
    expect((await list()).at(-1)).toMatchObject({
      state: 'failed',
      lastError: expect.stringMatching(/^ERR_BODY_TOO_LARGE: The message has \d+ bytes, more than 262144\./),
    })
  })

  test('behavior: a secret that cannot be read fails with a code, and its receiver alone', async () => {
    const { endpoint, world, ids, list } = await open()
    const other = await startEndpoint()
    const { receiver } = await openReceiver(world, { url: other.url })
    await db.prisma.receiver.update({ where: { id: ids.receiverId }, data: { secret: 's1.damaged' } })
    for (const receiverId of [ids.receiverId, receiver.id]) await sendTest(world.ctx, { ...ids, receiverId })
    await world.work()
    expect([endpoint.got.length, other.got.length]).toEqual([0, 1])
    expect((await list())[0]).toMatchObject({
      state: 'waiting',
      lastError: expect.stringMatching(/^ERR_ENVIRONMENT: /),
    })
  })

  test('behavior: a receiver that is deleted while it is sent to ends its lane, and one that is added is sent to', async () => {
    const other = await startEndpoint()
    let change = async () => undefined as unknown
    const { endpoint, world, ids } = await open((_request, response) => {
      void change().then(() => response.writeHead(204).end())
    })
    change = async () => {
      change = async () => undefined
      await deleteReceiver(world.ctx, ids)
      const { receiver } = await openReceiver(world, { url: other.url })
      await sendTest(world.ctx, { ...ids, receiverId: receiver.id })
    }
    await sendTest(world.ctx, ids)
    await sendTest(world.ctx, ids)
    await world.work()
    await world.work()
    expect([endpoint.got.length, other.got.length]).toEqual([1, 1])
    expect(await db.prisma.message.count({ where: { receiverId: ids.receiverId } })).toBe(0)
  })

  test('behavior: two servers that send at once record each attempt once', async () => {
    let status = 204
    const { endpoint, world, ids, list } = await open((_request, response) =>
      response.writeHead(status).end(),
    )
    const { myshopifyDomain } = ids
    const sendTwice = () => Promise.all([1, 2].map(() => sendMessages(world.ctx, { myshopifyDomain })))
    for (let n = 0; n < 5; n++) await sendTest(world.ctx, ids)
    await sendTwice()
    const sent = endpoint.got.map(({ headers }) => headers['webhook-id'])
    // At least once, and at most once by each server.
    expect(new Set(sent).size).toBe(5)
    expect(sent.length).toBeLessThanOrEqual(10)
    expect((await list()).map(({ state, attempts }) => [state, attempts])).toEqual(Array(5).fill(['sent', 1]))
    status = 500
    await sendTest(world.ctx, ids)
    await sendTwice()
    expect((await list())[0]).toMatchObject({ state: 'waiting', attempts: 1, dueAt: ORDERED + 5 })
    const { failures } = await world.ctx.receivers.load({ shopId: world.shop.id, receiverId: ids.receiverId })
    expect(failures).toBe(1)
  })

  test('behavior: home is told of a receiver that fails, is off or late, until it delivers again', async () => {
    let status = 500
    const { world, ids } = await open((_request, response) => response.writeHead(status).end())
    const find = async () =>
      (await listTroubles(world.ctx, world)).map(({ name, why }) => [name.split(':')[0], why])
    await sendTest(world.ctx, ids)
    expect(await find()).toEqual([])
    world.now = ORDERED + 3600
    expect(await find()).toEqual([['127.0.0.1', 'late']])
    await world.work()
    expect(await find()).toEqual([])
    world.now += 3600
    expect(await find()).toEqual([['127.0.0.1', 'failing']])
    status = 204
    await world.work()
    expect(await find()).toEqual([])
    status = 410
    await sendTest(world.ctx, ids)
    await world.work()
    expect(await find()).toEqual([['127.0.0.1', 'gone']])
    // Who is off by the choice of staff is no trouble.
    await updateReceiver(world.ctx, { ...ids, change: { isOn: false } })
    expect(await find()).toEqual([])
  })

  test('behavior: a clock that was ahead and is set back holds nothing up', async () => {
    let status = 500
    const { endpoint, world, ids, list, typesOf } = await open((_request, response) =>
      response.writeHead(status).end(),
    )
    world.now = ORDERED + 30 * 86_400
    await sendTest(world.ctx, ids)
    await world.work()
    await sendTest(world.ctx, ids)
    status = 204
    world.now = ORDERED
    expect(await world.ctx.messages.findNext({ shopId: world.shop.id, at: ORDERED })).toBe(ORDERED)
    await sendMessages(world.ctx, ids)
    expect(typesOf()).toEqual(Array(3).fill('message.test'))
    expect((await list()).map(({ state }) => state)).toEqual(['sent', 'sent'])
    expect(endpoint.got.at(-1)?.headers['webhook-timestamp']).toBe(String(ORDERED))
    status = 410
    await queueMessages(world.ctx, { ...ids, messageId: (await list())[0]?.id ?? null })
    await world.work()
    const gone = await world.ctx.receivers.load({ shopId: world.shop.id, receiverId: ids.receiverId })
    expect(gone).toMatchObject({ state: 'gone', failingSince: ORDERED })
  })
})
