import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHOSEN_KINDS } from '../../../app/core/message/kinds.ts'
import { toChecksumAddress } from '../../../app/crypto/evmSignature.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { sendTest } from '../../../app/flows/messages/sendTest.ts'
import { flowAction } from '../../../app/hooks/flowAction.ts'
import { runDueJobs } from '../../../app/jobs/runDueJobs.ts'
import { override } from '../../fakes/fake.ts'
import { createFakeShopify } from '../../fakes/fakeShopify.ts'
import { openTestPort, type TestPort } from '../../shopify/openTestPort.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld, type World } from '../orders/openWorld.ts'
import { sampleAddress } from '../samples.ts'
import { openReceiver } from './openReceiver.ts'

const SECRET = 'the app’s secret'
const sign = (body: string | Uint8Array) => createHmac('sha256', SECRET).update(body).digest('base64')

let engine: RunningEngine
let db: Database
let shopify: TestPort
beforeAll(async () => {
  const [embedded] = engines
  if (!embedded) throw new Error('There is no engine.')
  engine = await embedded.start()
  db = await engine.open()
  shopify = await openTestPort({})
})
afterAll(async () => {
  await engine.close()
  await shopify.admin.close()
})

describe('triggers of Shopify Flow', () => {
  const open = async () => {
    const world = await openWorld({ db })
    const ctx = override(world.ctx, { shopify: { startWorkflows: shopify.port.startWorkflows } })
    const shop = [...shopify.admin.state.shops.values()][0]
    if (!shop) throw new Error('The stand-in has no shop.')
    shop.workflowRuns = []
    shop.hasFlow = true
    const work = () => runDueJobs({ door: { ...world.door, shopContext: () => ctx } })
    return { world, shop, work }
  }

  test('default: Shopify’s schema and the deployed triggers take every message', async () => {
    const { world, shop, work } = await open()
    const { receiver } = await openReceiver(world, { url: null, hasWallets: true })
    const gate = await world.makeGate({ limits: { perWallet: 1, perToken: null, total: null } })
    const unlock = await world.unlock({ gates: [gate] })
    const order = world.shopify.place({ id: 1, name: '#1001', proof: unlock.proofs.c })
    world.shopify.place({ id: 2, name: '#1002' })
    world.shopify.route(2)
    const hear = async (orderId: number) => {
      await world.ports.jobs.add({
        shopId: world.shop.id,
        kind: 'order',
        key: String(orderId),
        runAt: world.now,
      })
      await work()
    }
    await world.ctx.lists.create({ id: randomUUID(), shopId: world.shop.id, name: 'Friends', at: ORDERED })
    await hear(1)
    await hear(2)
    await work()
    world.shopify.place({ ...order, cancelledAt: ORDERED })
    await hear(1)
    const receiverId = receiver.id
    const messages = await world.ctx.messages.list({ shopId: world.shop.id, receiverId, limit: 50 })
    expect(messages.filter(({ state }) => state !== 'sent')).toEqual([])
    const handles = (shop.workflowRuns ?? []).map(({ handle }) => handle)
    const told = [
      'gate-changed',
      'gate-unlocked',
      'list-changed',
      'gate-redeemed',
      'order-held',
      'gate-released',
    ]
    expect([...handles].sort()).toEqual([...told].sort())
    const unlocked = shop.workflowRuns?.find(({ handle }) => handle === 'gate-unlocked')
    expect(unlocked?.payload).toEqual({ 'Gate number': gate.number, Wallets: unlock.wallet })
  })

  test('behavior: a shop without Shopify Flow is no failure, and nothing is tried again', async () => {
    const { world, shop, work } = await open()
    shop.hasFlow = false
    const { receiver } = await openReceiver(world, { url: null })
    await world.makeGate()
    await work()
    const [message] = await world.ctx.messages.list({
      shopId: world.shop.id,
      receiverId: receiver.id,
      limit: 1,
    })
    expect(message).toMatchObject({
      state: 'failed',
      attempts: 1,
      lastError: expect.stringContaining('Flow'),
    })
    const standing = await world.ctx.receivers.load({ shopId: world.shop.id, receiverId: receiver.id })
    expect(standing).toMatchObject({ state: 'on', failures: 0, failingSince: null })
    expect(await world.jobs()).toEqual([])
  })

  test('behavior: a test message has no trigger, and says so', async () => {
    const { world, work } = await open()
    const { receiver } = await openReceiver(world, { url: null, messages: CHOSEN_KINDS })
    await sendTest(world.ctx, { myshopifyDomain: world.shop.myshopifyDomain, receiverId: receiver.id })
    await work()
    const [message] = await world.ctx.messages.list({
      shopId: world.shop.id,
      receiverId: receiver.id,
      limit: 1,
    })
    expect(message).toMatchObject({ kind: 'message.test', state: 'failed' })
  })
})

describe('actions of Shopify Flow', () => {
  const open = async () => {
    const world = await openWorld({ db })
    const fakeShop = createFakeShopify()
    const ctx = override(world.ctx, {
      shopify: fakeShop.port,
      hashSecret,
      hashPersonal: (text: string) => hashSecret(`secret ${text}`),
      toChecksumAddress,
      readEnsAddresses: async ({ names }: { names: readonly string[] }) =>
        names.map(() => ({ kind: 'none' }) as const),
    })
    return { world, ask: askOf(world, ctx), ctx }
  }
  const askOf = (world: World, ctx: FlowContext) => {
    const handle = flowAction({
      door: { sign, isEqual: (a, b) => a === b, now: () => world.now, shopContext: () => ctx },
    })
    return async (
      name: string,
      properties: object,
      { runId = randomUUID(), mac, over = {} }: { runId?: string; mac?: string; over?: object } = {},
    ) => {
      const body = JSON.stringify({
        ...{ shop_id: String(world.shop.id), shopify_domain: world.shop.myshopifyDomain },
        ...{ action_run_id: runId, handle: name, properties, ...over },
      })
      const headers = { 'x-shopify-hmac-sha256': mac ?? sign(body) }
      const request = new Request(`https://app.example/flow/${name}`, { method: 'POST', headers, body })
      const answer = await handle({ request, params: { '*': name } })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
  }

  test('default: a gate is paused once; a repeated request does not pause it again', async () => {
    const { world, ask, ctx } = await open()
    const gate = await world.makeGate()
    const runId = randomUUID()
    const first = await ask('pause-gate', { gate: String(gate.number) }, { runId })
    expect(first).toEqual({ status: 200, body: { return_value: { gate: gate.number, state: 'paused' } } })
    const paused = await ctx.gates.load({ shopId: world.shop.id, number: gate.number })
    const draft = { ...paused, state: 'active' as const }
    const stands = { expectedRevision: paused.revision, expectedUpdatedAt: paused.updatedAt }
    await ctx.gates.update({ ...paused, ...stands, draft, actor: 'system', at: world.now })
    expect(await ask('pause-gate', { gate: gate.number }, { runId })).toEqual(first)
    expect((await ctx.gates.load({ shopId: world.shop.id, number: gate.number })).state).toBe('active')
  })

  test('default: a pass is made once, and its link is given to the workflow', async () => {
    const { world, ask, ctx } = await open()
    const gate = await world.makeGate()
    const runId = randomUUID()
    const given = await ask('give-pass', { gate: gate.number, hours: '24', note: '#1001' }, { runId })
    expect(given.status).toBe(200)
    expect(given.body.return_value).toEqual({
      link: expect.stringMatching(
        new RegExp(`^https://[^/]+/apps/palisade/pass#${gate.number}\\.[0-9a-f]{64}$`),
      ),
      endsAt: expect.stringMatching(/^2026-/),
    })
    expect(await ask('give-pass', { gate: gate.number, hours: '24', note: '#1001' }, { runId })).toEqual(
      given,
    )
    const passes = await ctx.staffPasses.list({ shopId: world.shop.id, gate: gate.number, limit: 10 })
    expect(passes.map(({ note, units }) => [note, units])).toEqual([['#1001', 1]])
  })

  test('default: a wallet is added to a list, by its name or id, once', async () => {
    const { world, ask, ctx } = await open()
    const id = randomUUID()
    await ctx.lists.create({ id, shopId: world.shop.id, name: 'Friends', at: ORDERED })
    const wallet = sampleAddress()
    expect(await ask('add-to-list', { list: 'Friends', wallet })).toEqual({
      ...{ status: 200, body: { return_value: { list: 'Friends', isNew: true } } },
    })
    expect((await ask('add-to-list', { list: id, wallet })).body.return_value).toMatchObject({ isNew: false })
    const reads = [{ kind: 'list', listId: id, address: wallet }] as const
    expect(await ctx.lists.contain({ shopId: world.shop.id, reads })).toEqual([true])
    expect((await ctx.lists.load({ shopId: world.shop.id, listId: id })).size).toBe(1)
  })

  test('behavior: of two requests at once one works, and the other is asked to come again', async () => {
    const { world, ask, ctx } = await open()
    await ctx.lists.create({ id: randomUUID(), shopId: world.shop.id, name: 'Friends', at: ORDERED })
    const runId = randomUUID()
    const asked = { list: 'Friends', wallet: sampleAddress() }
    const answers = await Promise.all([1, 2].map(() => ask('add-to-list', asked, { runId })))
    const news = answers.filter(({ body }) => body.return_value)
    expect(news.length).toBeGreaterThan(0)
    for (const { body } of news) expect(body.return_value).toEqual({ list: 'Friends', isNew: true })
    for (const { status } of answers) expect([200, 202]).toContain(status)
  })

  test('behavior: a run that failed may be asked for again', async () => {
    const { world, ask } = await open()
    const runId = randomUUID()
    const missing = await ask('pause-gate', { gate: 9 }, { runId })
    expect(missing).toMatchObject({ status: 404, body: { code: 'ERR_GATE_NOT_FOUND' } })
    let gate = await world.makeGate()
    while (gate.number < 9) gate = await world.makeGate()
    expect((await ask('pause-gate', { gate: 9 }, { runId })).status).toBe(200)
  })

  test.each([
    ['a forged signature', { mac: 'AAAA' }],
    ['another action than the signed one', { over: { handle: 'give-pass' } }],
    ['what is no shop', { over: { shopify_domain: 'evil.example' } }],
  ])('refuses: %s (ERR_WEBHOOK_SIGNATURE)', async (_name, over) => {
    const { world, ask, ctx } = await open()
    const gate = await world.makeGate()
    const refused = await ask('pause-gate', { gate: gate.number }, over)
    expect(refused).toMatchObject({ status: 401, body: { code: 'ERR_WEBHOOK_SIGNATURE' } })
    expect((await ctx.gates.load({ shopId: world.shop.id, number: gate.number })).state).toBe('active')
  })

  test.each([
    ['pause-gate', {}],
    ['pause-gate', { gate: 'seven' }],
    ['pause-gate', { gate: 1.5 }],
    ['give-pass', { gate: 1, hours: '0' }],
    ['give-pass', { gate: 1, hours: 169 }],
    ['give-pass', { gate: 1, note: 'a'.repeat(201) }],
    ['add-to-list', { list: '', wallet: '0x1' }],
  ])('refuses: %s with %j (ERR_BODY_INVALID)', async (name, properties) => {
    const { ask } = await open()
    expect(await ask(name, properties)).toMatchObject({ status: 400, body: { code: 'ERR_BODY_INVALID' } })
  })

  test('refuses: what is no wallet (ERR_FLOW_PROPERTIES), and a list that does not exist (ERR_LIST_NOT_FOUND)', async () => {
    const { world, ask, ctx } = await open()
    await ctx.lists.create({ id: randomUUID(), shopId: world.shop.id, name: 'Friends', at: ORDERED })
    expect(await ask('add-to-list', { list: 'Friends', wallet: '0x1' })).toMatchObject({
      body: { code: 'ERR_FLOW_PROPERTIES' },
    })
    expect(await ask('add-to-list', { list: 'Foes', wallet: sampleAddress() })).toMatchObject({
      ...{ status: 404, body: { code: 'ERR_LIST_NOT_FOUND' } },
    })
  })
})
