import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MAX_RECEIVERS } from '../../app/core/message/limits.ts'
import { updateReceiverOverApi } from '../../app/flows/api/updateReceiverOverApi.ts'
import { createPalisade } from '../../client/server/createPalisade.ts'
import { sampleShop } from '../db/samples.ts'
import { expectDescribed } from './expectDescribed.ts'
import { expectRefusal } from './expectRefusal.ts'
import type { ApiAnswer } from './openApi.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'
import { basic } from './signLogin.ts'

let opened: GateApi
beforeAll(async () => {
  opened = await openGateApi()
})
afterAll(() => opened?.api.close())

const URL_OF = 'https://hooks.harbor.example/palisade'
const NEW = { url: URL_OF, messages: ['gate.unlocked'], gates: [1] }
const create = (body: object = NEW, key: string = randomUUID()) =>
  opened.ask('POST', '/webhooks', { body, headers: { 'idempotency-key': key } })
const expectCode = (answer: ApiAnswer, error: string) => expectRefusal({ answer, error })
const NOBODY = '00000000-0000-4000-8000-000000000000'

describe('webhooks over the API', () => {
  test('default: create, list, read, change, rotate, test, read the log, replay and delete', async () => {
    const { ask, api } = opened
    const created = await create()
    expectDescribed('POST', '/webhooks', created)
    const { secret, ...webhook } = created.json
    expect([created.status, created.headers.get('location')]).toEqual([201, `/api/v1/webhooks/${webhook.id}`])
    expect(secret).toMatch(/^whsec_/)
    expect(webhook).toMatchObject({ ...NEW, hasWallets: false, state: 'on' })
    const path = `/webhooks/${webhook.id}`

    const listed = await ask('GET', '/webhooks')
    expectDescribed('GET', '/webhooks', listed)
    expect(listed.json.webhooks).toEqual([webhook])
    const read = await ask('GET', path)
    expectDescribed('GET', path, read)
    expect(read.json).toEqual(webhook)

    const changed = await ask('PUT', path, { body: { messages: ['order.held'], gates: [] } })
    expectDescribed('PUT', path, changed)
    expect(changed.json).toMatchObject({ url: URL_OF, messages: ['order.held'], gates: [], state: 'on' })

    const before = api.ctx.now()
    const rotated = await ask('POST', `${path}/secret`)
    const after = api.ctx.now()
    expectDescribed('POST', `${path}/secret`, rotated)
    expect(rotated.json.secret).toMatch(/^whsec_/)
    expect(rotated.json.secret).not.toBe(secret)
    const rotatedAt = Number(rotated.json.oldSecretEndsAt) - 86_400
    expect(rotatedAt).toBeGreaterThanOrEqual(before)
    expect(rotatedAt).toBeLessThanOrEqual(after)

    expectDescribed('POST', `${path}/try`, await ask('POST', `${path}/try`))
    const log = await ask('GET', `${path}/messages`)
    expectDescribed('GET', `${path}/messages`, log)
    const [message] = log.json.messages as [{ id: string }]
    expect(log.json).toMatchObject({ messages: [{ type: 'message.test', state: 'waiting' }], next: null })
    const replayed = await ask('POST', `${path}/replay`, { body: { messageId: message.id } })
    expectDescribed('POST', `${path}/replay`, replayed)
    expect(replayed.json).toEqual({ queued: 1 })
    // None was given up.
    expect((await ask('POST', `${path}/replay`, { body: {} })).json).toEqual({ queued: 0 })

    const off = await ask('PUT', path, { body: { isOn: false } })
    expect(off.json.state).toBe('staff')
    for (const [end, body] of [['try'], ['replay', {}]] as const)
      expectCode(await ask('POST', `${path}/${end}`, { body }), 'ERR_RECEIVER_STALE')
    expect((await ask('PUT', path, { body: { isOn: true } })).json.state).toBe('on')
    expect((await ask('POST', `${path}/replay`, { body: {} })).json).toEqual({ queued: 1 })

    const deleted = await ask('DELETE', path)
    expectDescribed('DELETE', path, deleted)
    expectCode(await ask('DELETE', path), 'ERR_RECEIVER_NOT_FOUND')
    expect((await ask('GET', '/webhooks')).json.webhooks).toEqual([])
  })

  test('behavior: a repeated request creates nothing, and answers no secret', async () => {
    const { ask } = opened
    const key = randomUUID()
    const first = await create(NEW, key)
    const again = await create(NEW, key)
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    expect(again.json).toEqual({ ...first.json, secret: null })
    expectCode(await create({ ...NEW, url: 'https://else.example' }, key), 'ERR_IDEMPOTENCY_BODY')
    const others = await opened.api.makeProject({}, opened.shopId)
    await opened.allow(others)
    const other = await opened.api.call({
      ...{ method: 'POST', path: '/webhooks', body: NEW },
      headers: { ...basic(others.secretKey), 'idempotency-key': key },
    })
    expect(other.json.id).not.toBe(first.json.id)
    for (const { json } of [first, other]) await ask('DELETE', `/webhooks/${json.id}`)
  })

  test('behavior: a repeated request may name a kind twice, and its order does not matter', async () => {
    const key = randomUUID()
    const messages = ['order.held', 'gate.unlocked', 'order.held']
    const first = await create({ ...NEW, messages }, key)
    expect(first.json.messages).toEqual(['gate.unlocked', 'order.held'])
    for (const spelled of [messages, ['gate.unlocked', 'order.held']]) {
      const again = await create({ ...NEW, messages: spelled }, key)
      expect([again.status, again.json.id]).toEqual([201, first.json.id])
    }
    await opened.ask('DELETE', `/webhooks/${first.json.id}`)
  })

  test('refuses: wallets that staff take out while a key names them as they were', async () => {
    const { api, shopId, myshopifyDomain } = opened
    const { receivers, now } = api.ctx
    const receiverId = String((await create()).json.id)
    const set = (hasWallets: boolean) =>
      receivers.update({ shopId, receiverId, change: { hasWallets }, at: now() })
    await set(true)
    const load: typeof receivers.load = async (asked) => {
      const receiver = await receivers.load(asked)
      await set(false)
      return receiver
    }
    const ctx = { ...api.ctx, receivers: { ...receivers, load } }
    const change = { hasWallets: true, isOn: true }
    const changed = await updateReceiverOverApi(ctx, { myshopifyDomain, receiverId, change })
    expect(changed).toMatchObject({ hasWallets: false, state: 'on' })
    await opened.ask('DELETE', `/webhooks/${receiverId}`)
  })

  test('refuses: wallets, and a new address for them (ERR_RECEIVER_WALLETS)', async () => {
    const { ask, api, shopId } = opened
    const { id } = (await create()).json
    const path = `/webhooks/${id}`
    expectCode(await create({ ...NEW, hasWallets: true }), 'ERR_BODY_INVALID')
    expectCode(await ask('PUT', path, { body: { hasWallets: true } }), 'ERR_RECEIVER_WALLETS')
    const change = { hasWallets: true }
    await api.ctx.receivers.update({ shopId, receiverId: String(id), change, at: api.ctx.now() })
    const url = 'https://thief.example'
    expectCode(await ask('PUT', path, { body: { url } }), 'ERR_RECEIVER_WALLETS')
    expectCode(await ask('PUT', path, { body: { url, hasWallets: true } }), 'ERR_RECEIVER_WALLETS')
    expect((await ask('PUT', path, { body: { url: URL_OF } })).json.hasWallets).toBe(true)
    const moved = await ask('PUT', path, { body: { url, hasWallets: false } })
    expect(moved.json).toMatchObject({ url, hasWallets: false })
    await ask('DELETE', path)
  })

  test.each([
    'http://hooks.example/',
    'https://127.0.0.1/',
    'https://[::1]:8443/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://127.0.0.2/',
    'https://169.254.169.254/latest/meta-data',
    'https://192.168.1.1?x=1',
    'https://localhost/',
    'https://user:word@hooks.example/',
    'ftp://hooks.example/',
    '',
  ])('refuses: the address “%s” (ERR_RECEIVER_URL)', async (url) => {
    expectCode(await create({ ...NEW, url }), 'ERR_RECEIVER_URL')
  })

  test.each([
    { url: URL_OF },
    { ...NEW, messages: [] },
    { ...NEW, messages: ['gate.opened'] },
    { ...NEW, messages: ['message.test'] },
    { ...NEW, gates: [0] },
    { ...NEW, gates: Array(101).fill(1) },
    { ...NEW, url: null },
    { ...NEW, secret: 'whsec_mine' },
  ])('refuses: %j (ERR_BODY_INVALID)', async (body) => {
    expectCode(await create(body), 'ERR_BODY_INVALID')
  })

  test('refuses: no key (ERR_IDEMPOTENCY_KEY), another query (ERR_QUERY_INVALID), an eleventh (ERR_RECEIVERS_FULL)', async () => {
    const { ask } = opened
    expectCode(await ask('POST', '/webhooks', { body: NEW }), 'ERR_IDEMPOTENCY_KEY')
    const ids: unknown[] = []
    for (let n = 0; n < MAX_RECEIVERS; n++) ids.push((await create()).json.id)
    expectCode(await create(), 'ERR_RECEIVERS_FULL')
    for (const query of ['?before=x', '?limit=5', '?before=1&before=2'])
      expectCode(await ask('GET', `/webhooks/${ids[0]}/messages${query}`), 'ERR_QUERY_INVALID')
    for (const id of ids) await ask('DELETE', `/webhooks/${id}`)
  })

  test('refuses: webhooks of another shop, and ids that are none (ERR_RECEIVER_NOT_FOUND)', async () => {
    const { api, ask } = opened
    const shop = sampleShop()
    await api.ctx.shops.save(shop)
    const other = await api.makeProject({}, shop.id)
    const right = { shopId: shop.id, projectId: other.id, mayChangeGates: true, actor: 'staff:1' }
    await api.ctx.projects.setGateRight({ ...right, at: api.ctx.now() })
    const headers = { ...basic(other.secretKey), 'idempotency-key': randomUUID() }
    const { json } = await api.call({ method: 'POST', path: '/webhooks', body: NEW, headers })
    expect(json.id).toMatch(/^[0-9a-f-]{36}$/)
    for (const id of [json.id, NOBODY, 'x']) {
      const path = `/webhooks/${id}`
      expectCode(await ask('GET', path), 'ERR_RECEIVER_NOT_FOUND')
      expectCode(await ask('PUT', path, { body: { isOn: false } }), 'ERR_RECEIVER_NOT_FOUND')
      expectCode(await ask('DELETE', path), 'ERR_RECEIVER_NOT_FOUND')
      expectCode(await ask('GET', `${path}/messages`), 'ERR_RECEIVER_NOT_FOUND')
      for (const end of ['secret', 'try', 'replay'])
        expectCode(await ask('POST', `${path}/${end}`, { body: {} }), 'ERR_RECEIVER_NOT_FOUND')
    }
  })

  test('refuses: a publishable key (ERR_KEY_FORBIDDEN), and a project without the right (ERR_GATES_NOT_ALLOWED)', async () => {
    const { api, project, shopId } = opened
    const without = await api.makeProject({}, shopId)
    for (const [method, path] of [
      ['GET', '/webhooks'],
      ['POST', '/webhooks'],
      ['GET', `/webhooks/${NOBODY}/messages`],
      ['POST', `/webhooks/${NOBODY}/secret`],
    ] as const) {
      const call = { method, path, ...(method === 'POST' && { body: NEW }) }
      const pages = await api.call({ ...call, headers: basic(project.publishableKey) })
      expectCode(pages, 'ERR_KEY_FORBIDDEN')
      expectCode(await api.call({ ...call, headers: basic(without.secretKey) }), 'ERR_GATES_NOT_ALLOWED')
    }
  })

  test('behavior: the server client has a call for each, and its errors have the code', async () => {
    const { api, project } = opened
    const { host, port } = await api.listen()
    const palisade = createPalisade({ url: `http://${host}:${port}/api/v1`, apiKey: project.secretKey })
    const created = await palisade.createWebhook({ url: URL_OF, messages: ['gate.unlocked'] })
    const { id: webhook } = created
    expect(created.secret).toMatch(/^whsec_/)
    expect((await palisade.listWebhooks()).map(({ id }) => id)).toContain(webhook)
    expect((await palisade.updateWebhook({ webhook, gates: [3] })).gates).toEqual([3])
    expect((await palisade.readWebhook({ webhook })).gates).toEqual([3])
    const { secret } = await palisade.rotateWebhookSecret({ webhook })
    expect(secret).not.toBe(created.secret)
    await palisade.testWebhook({ webhook })
    const { messages, next } = await palisade.listWebhookMessages({ webhook })
    expect([messages.map(({ type }) => type), next]).toEqual([['message.test'], null])
    const [{ id: messageId } = { id: '' }] = messages
    expect(await palisade.replayWebhook({ webhook, messageId })).toBe(1)
    expect((await palisade.listWebhookMessages({ webhook, before: messageId })).messages).toEqual([])
    await palisade.deleteWebhook({ webhook })
    await expect(palisade.readWebhook({ webhook })).rejects.toMatchObject({
      ...{ code: 'ERR_RECEIVER_NOT_FOUND', status: 404 },
    })
  })
})
