import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../app/core/gate/types.ts'
import { listGatePage } from '../../app/flows/gates/listGatePage.ts'
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

const etagOf = (answer: ApiAnswer) => answer.headers.get('etag') ?? ''
const numberOf = (answer: ApiAnswer) => Number(answer.json.number)
/** The shop's gates as the admin lists them. */
const listInAdmin = async () => {
  const { api, myshopifyDomain } = opened
  return (await listGatePage(api.ctx, { myshopifyDomain, filter: {}, sort: 'newest' })).gates
}

describe('managing gates over the API', () => {
  test('default: create, read, change, pause, resume and delete a gate', async () => {
    const { ask, create, form } = opened
    const created = await create()
    const number = numberOf(created)
    expectDescribed('POST', '/gates', created)
    expect([created.status, created.headers.get('location')]).toEqual([201, `/api/v1/gates/${number}`])
    expect(created.json).toEqual({
      number,
      form,
      standing: 'active',
      // This Shopify does not answer: the gate is saved, and says why it waits.
      publication: { state: 'pending', reason: expect.stringMatching(/Shopify/) },
      etag: etagOf(created),
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
    })
    const read = await ask('GET', `/gates/${number}`)
    expect([read.status, read.json, etagOf(read)]).toEqual([200, created.json, etagOf(created)])

    const body = { number, form: { ...form, name: 'Best friends' } }
    const changed = await ask('PUT', `/gates/${number}`, { body, headers: { 'if-match': etagOf(read) } })
    expect([changed.status, changed.json.form]).toEqual([200, body.form])
    expect(etagOf(changed)).not.toBe(etagOf(read))

    const paused = await ask('POST', `/gates/${number}/pause`)
    expect(paused.json).toMatchObject({ form: { ...body.form, state: 'paused' }, standing: 'paused' })
    const again = await ask('POST', `/gates/${number}/pause`, { headers: { 'if-match': etagOf(paused) } })
    expect([again.status, etagOf(again)]).toEqual([200, etagOf(paused)])
    const resumed = await ask('POST', `/gates/${number}/resume`)
    expect(resumed.json).toMatchObject({ form: body.form, standing: 'active' })

    const deleted = await ask('DELETE', `/gates/${number}`, { headers: { 'if-match': etagOf(resumed) } })
    expect([deleted.status, deleted.json]).toMatchObject([
      200,
      { number, isDeleted: true, publication: { state: 'pending' } },
    ])
    expect((await listInAdmin()).map((gate) => gate.number)).not.toContain(number)
    const of = `/gates/${number}`
    expectDescribed('GET', of, read)
    expectDescribed('PUT', of, changed)
    expectDescribed('POST', `${of}/pause`, paused)
    expectDescribed('POST', `${of}/resume`, resumed)
    expectDescribed('DELETE', of, deleted)
  })

  test('behavior: a list of gates is paged by a cursor, newest first', async () => {
    const { ask, create } = opened
    const numbers = [await create(), await create(), await create()].map(numberOf).reverse()
    const first = await ask('GET', '/gates?limit=2')
    const pageOf = (answer: ApiAnswer) => (answer.json.gates as { number: number }[]).map((one) => one.number)
    expect([first.status, pageOf(first), first.json.next]).toEqual([
      200,
      numbers.slice(0, 2),
      String(numbers[1]),
    ])
    const second = await ask('GET', `/gates?limit=1&after=${first.json.next}`)
    expect(pageOf(second)).toEqual(numbers.slice(2, 3))
    const all = await ask('GET', '/gates')
    expectDescribed('GET', '/gates', all)
    expect([pageOf(all), all.json.next, all.json.unreadable]).toEqual([
      (await listInAdmin()).map(({ number }) => number),
      null,
      [],
    ])
  })

  test('behavior: the history names the key, and the log has its id and no secret', async () => {
    const { api, shopId, create, project } = opened
    const lines: string[] = []
    const write = process.stdout.write
    process.stdout.write = ((line: string) => lines.push(String(line)) > 0) as typeof write
    const key = randomUUID()
    const created = await create(undefined, key).finally(() => {
      process.stdout.write = write
    })
    const number = numberOf(created)
    const [change] = await api.ctx.gates.listChanges({ shopId, number, limit: 1 })
    const [, keyId = ''] = /^api:(.+)$/.exec(change?.actor ?? '') ?? []
    expect(await api.ctx.apiKeys.listNames({ shopId, keyIds: [keyId] })).toEqual(
      new Map([[keyId, { key: 'secret', project: 'Harbor' }]]),
    )
    const line = lines.find((one) => one.includes(`Gate ${number} was created over the API`))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ actor: `api:${keyId}`, shop: opened.myshopifyDomain })
    for (const secret of [project.secretKey, key]) expect(lines.join('')).not.toContain(secret)
  })
})

describe('the right to manage gates', () => {
  const every = [
    ['GET', '/gates'],
    ['POST', '/gates'],
    ['GET', '/gates/1'],
    ['PUT', '/gates/1'],
    ['POST', '/gates/1/pause'],
    ['POST', '/gates/1/resume'],
    ['DELETE', '/gates/1'],
  ] as const

  test('refuses: a project that was not allowed, before it reads a body, and says where the switch is (ERR_GATES_NOT_ALLOWED)', async () => {
    const { api, shopId } = opened
    for (const project of [await api.makeProject({}, shopId), await api.makeProject()]) {
      for (const [method, path] of every) {
        const answer = await api.call({ method, path, headers: basic(project.secretKey), body: null })
        expectRefusal({
          ...{ answer, status: 403, error: 'ERR_GATES_NOT_ALLOWED' },
          secrets: [project.secretKey],
        })
        expect(answer.json.msg).toMatch(/Developers/)
      }
    }
  })

  test('refuses: the publishable key of a project that was allowed, and no key (ERR_KEY_FORBIDDEN, ERR_KEY_MISSING)', async () => {
    const { api, project } = opened
    for (const [method, path] of every) {
      const headers = basic(project.publishableKey)
      const answer = await api.call({ method, path, headers, body: null })
      expectRefusal({ answer, status: 403, error: 'ERR_KEY_FORBIDDEN' })
      expectRefusal({ answer: await api.call({ method, path, body: null }), error: 'ERR_KEY_MISSING' })
    }
  })

  test('refuses: a project whose right has just ended (ERR_GATES_NOT_ALLOWED)', async () => {
    const { api, shopId, allow } = opened
    const project = await api.makeProject({}, shopId)
    const ask = () => api.call({ method: 'GET', path: '/gates', headers: basic(project.secretKey) })
    await allow(project)
    expect((await ask()).status).toBe(200)
    await allow(project, false)
    expectRefusal({ answer: await ask(), status: 403, error: 'ERR_GATES_NOT_ALLOWED' })
  })

  test('refuses: the gates of another shop (ERR_GATE_NOT_FOUND)', async () => {
    const { create, ask, form } = opened
    const number = numberOf(await create())
    const stranger = await openStranger()
    for (const [method, path, more] of [
      ['GET', '', {}],
      ['PUT', '', { body: { form }, headers: { 'if-match': '"1-1"' } }],
      ['POST', '/pause', {}],
      ['POST', '/resume', {}],
      ['DELETE', '', {}],
    ] as const) {
      const answer = await stranger(method, `/gates/${number}${path}`, more)
      expectRefusal({ answer, status: 404, error: 'ERR_GATE_NOT_FOUND' })
    }
    expect((await ask('GET', `/gates/${number}`)).status).toBe(200)
  })
})

/** Calls with the key of another shop's project, which may manage the gates of its own shop. */
async function openStranger(): Promise<GateApi['ask']> {
  const { api } = opened
  const shop = sampleShop({ id: 70_099_000_001n as ShopId, myshopifyDomain: 'stranger.myshopify.com' })
  await api.ctx.shops.save(shop)
  const { id: projectId, secretKey } = await api.makeProject({}, shop.id)
  const right = { shopId: shop.id, projectId, mayChangeGates: true, actor: 'staff:1', at: api.ctx.now() }
  await api.ctx.projects.setGateRight(right)
  return (method, path, more = {}) =>
    api.call({ method, path, ...more, headers: { ...basic(secretKey), ...more.headers } })
}

describe('Idempotency-Key', () => {
  test('behavior: the same key and form answer the same gate, in any order of fields and with or without quotes', async () => {
    const { create, form } = opened
    const key = randomUUID()
    const first = await create(form, key)
    const turned = Object.fromEntries(Object.entries(form).reverse())
    for (const repeated of [await create(turned, key), await create(form, `"${key}"`)]) {
      expect([repeated.status, repeated.json, etagOf(repeated)]).toEqual([201, first.json, etagOf(first)])
      expect(repeated.headers.get('idempotency-replayed')).toBe('true')
    }
    expect(first.headers.get('idempotency-replayed')).toBeNull()
  })

  test('behavior: twenty parallel requests with one key make one gate', async () => {
    const { create, form } = opened
    const name = randomUUID()
    const answers = await Promise.all(Array.from({ length: 20 }, () => create({ ...form, name }, name)))
    const made = answers.filter(({ status }) => status === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(new Set(made.map(numberOf)).size).toBe(1)
    for (const answer of answers)
      if (answer.status !== 201) expectRefusal({ answer, status: 409, error: 'ERR_IDEMPOTENCY_BUSY' })
    expect((await listInAdmin()).filter((gate) => gate.name === name)).toHaveLength(1)
    expect(numberOf(await create({ ...form, name }, name))).toBe(numberOf(made[0] as ApiAnswer))
  })

  test('refuses: the same key with another form (ERR_IDEMPOTENCY_BODY)', async () => {
    const { create, form } = opened
    const key = randomUUID()
    await create(form, key)
    const answer = await create({ ...form, name: 'Others' }, key)
    expectRefusal({ answer, status: 422, error: 'ERR_IDEMPOTENCY_BODY', secrets: [key] })
  })

  test('behavior: a refused request leaves its key free, and keys of projects are their own', async () => {
    const { api, shopId, allow, create, form } = opened
    const key = randomUUID()
    expect((await create({ ...form, name: '' }, key)).status).toBe(422)
    const created = await create(form, key)
    expect(created.status).toBe(201)
    const other = await api.makeProject({}, shopId)
    await allow(other)
    const headers = { ...basic(other.secretKey), 'idempotency-key': key }
    const second = await api.call({ path: '/gates', headers, body: { form } })
    expect([second.status, numberOf(second) === numberOf(created)]).toEqual([201, false])
  })

  test('refuses: the key of a gate that was deleted since (ERR_GATE_NOT_FOUND)', async () => {
    const { ask, create, form } = opened
    const key = randomUUID()
    await ask('DELETE', `/gates/${numberOf(await create(form, key))}`)
    expectRefusal({ answer: await create(form, key), status: 404, error: 'ERR_GATE_NOT_FOUND' })
  })

  test.each(['', '""', 'a"b', '"a', 'a b', 'x'.repeat(256), 'ü', 'a\\b'])(
    'refuses: the key %j (ERR_IDEMPOTENCY_KEY)',
    async (key) => {
      const { ask, form } = opened
      const before = (await listInAdmin()).length
      const headers: Record<string, string> = key === '' ? {} : { 'idempotency-key': key }
      const answer = await ask('POST', '/gates', { body: { form }, headers })
      expectRefusal({ answer, status: 400, error: 'ERR_IDEMPOTENCY_KEY' })
      expect((await listInAdmin()).length).toBe(before)
    },
  )
})

describe('If-Match', () => {
  test('refuses: a change without a version, with any, or with an unreadable one (ERR_IF_MATCH_NEEDED)', async () => {
    const { ask, create, form } = opened
    const created = await create()
    const path = `/gates/${numberOf(created)}`
    for (const tag of [null, '*', etagOf(created).slice(1), 'a b', '"a", b']) {
      const headers: Record<string, string> = tag === null ? {} : { 'if-match': tag }
      const answer = await ask('PUT', path, { body: { form }, headers })
      expectRefusal({ answer, status: 428, error: 'ERR_IF_MATCH_NEEDED' })
    }
    expect((await ask('GET', path)).json).toEqual(created.json)
  })

  test('refuses: an earlier version, a weak tag, or that of another gate, and changes nothing (ERR_IF_MATCH_STALE)', async () => {
    const { ask, create, form } = opened
    const other = await create()
    const created = await create()
    const path = `/gates/${numberOf(created)}`
    const now = await ask('PUT', path, { body: { form }, headers: { 'if-match': etagOf(created) } })
    for (const tag of [etagOf(created), `W/${etagOf(now)}`, etagOf(other), '"x"', '""']) {
      const headers = { 'if-match': tag }
      for (const [method, at, body] of [
        ['PUT', path, { form }],
        ['POST', `${path}/pause`, null],
        ['POST', `${path}/resume`, null],
        ['DELETE', path, null],
      ] as const) {
        const answer = await ask(method, at, { body, headers })
        expectRefusal({ answer, status: 412, error: 'ERR_IF_MATCH_STALE' })
      }
    }
    expect((await ask('GET', path)).json).toEqual(now.json)
    const headers = { 'if-match': `"1-1", ${etagOf(now)}` }
    expect((await ask('PUT', path, { body: { form }, headers })).status).toBe(200)
  })

  test('behavior: of ten parallel changes of one version one is saved', async () => {
    const { ask, create, form } = opened
    const created = await create()
    const path = `/gates/${numberOf(created)}`
    const headers = { 'if-match': etagOf(created) }
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        ask('PUT', path, { body: { form: { ...form, name: `Take ${i}` } }, headers }),
      ),
    )
    const saved = answers.filter(({ status }) => status === 200)
    expect(saved).toHaveLength(1)
    for (const answer of answers)
      if (answer.status !== 200) expectRefusal({ answer, status: 412, error: 'ERR_IF_MATCH_STALE' })
    expect((await ask('GET', path)).json.form).toEqual(saved[0]?.json.form)
  })
})

describe('bad input', () => {
  test('refuses: wrong fields, each by its path, with the words of the form (ERR_GATE_INVALID)', async () => {
    const { create, form } = opened
    const [condition] = form.root.of
    const wrong = {
      ...form,
      name: '',
      reaction: { ...form.reaction, value: '101' },
      cap: 'many',
      root: { ...form.root, of: [{ ...condition, listId: randomUUID() }] },
    }
    const answer = await create(wrong)
    expectRefusal({ answer, status: 422, error: 'ERR_GATE_INVALID' })
    expect(answer.json.fields).toEqual({
      name: 'required',
      reaction: 'not-a-percentage',
      cap: 'cap-invalid',
      'root.of.0.listId': 'list-unknown',
    })
  })

  test('refuses: a contract on a chain that does not answer (ERR_GATE_INVALID)', async () => {
    const { create, form } = opened
    const contract = `0x${'2'.repeat(40)}`
    const condition = { ...form.root.of[0], kind: 'erc721', chain: 'ethereum', contract, listId: '' }
    const answer = await create({ ...form, root: { ...form.root, of: [condition] } })
    expectRefusal({ answer, status: 422, error: 'ERR_GATE_INVALID' })
    expect(answer.json.fields).toEqual({ 'root.of.0.contract': 'chain-unreachable' })
  })

  test.each([
    ['an unknown field', (form: object) => ({ form, extra: 1 }), '"extra"'],
    ['an unknown field of the gate', (form: object) => ({ form: { ...form, nmae: 'x' } }), '"nmae"'],
    ['no form', () => ({}), '"form" is missing'],
    ['a field too few', (form: object) => ({ form: { ...form, recheck: undefined } }), '"form.recheck"'],
    ['a number of its own', (form: object) => ({ form, number: 7 }), 'has the unknown field "number"'],
    ['a text for a flag', (form: object) => ({ form: { ...form, recheck: 'no' } }), '"form.recheck" must be'],
    ['a list', () => [], 'the body'],
    ['no JSON', () => 'form', 'not JSON'],
  ])('refuses: %s (ERR_BODY_INVALID)', async (_name, compose, said) => {
    const { ask, form } = opened
    const answer = await ask('POST', '/gates', {
      body: compose(form),
      headers: { 'idempotency-key': randomUUID() },
    })
    expectRefusal({ answer, status: 400, error: 'ERR_BODY_INVALID' })
    expect(answer.json.msg).toContain(said)
  })

  test('refuses: a body about another gate, and one that is too large (ERR_BODY_INVALID, ERR_BODY_TOO_LARGE)', async () => {
    const { ask, create, form } = opened
    const created = await create()
    const path = `/gates/${numberOf(created)}`
    const headers = { 'if-match': etagOf(created) }
    const answer = await ask('PUT', path, { body: { form, number: 999_999 }, headers })
    expectRefusal({ answer, status: 400, error: 'ERR_BODY_INVALID' })
    const large = await ask('PUT', path, { body: ' '.repeat(256 * 1024 + 1), headers })
    expectRefusal({ answer: large, status: 413, error: 'ERR_BODY_TOO_LARGE' })
  })

  test.each(['0', '01', '-1', '1.5', 'x', '9999999999', '%00', '999999'])(
    'refuses: the gate "%s" (ERR_GATE_NOT_FOUND)',
    async (number) => {
      const { ask, form } = opened
      const change = { body: { form }, headers: { 'if-match': '"1-1"' } }
      for (const [method, path, more] of [
        ['GET', '', {}],
        ['PUT', '', change],
        ['POST', '/pause', {}],
        ['DELETE', '', {}],
      ] as const) {
        const answer = await ask(method, `/gates/${number}${path}`, more)
        expectRefusal({ answer, status: 404, error: 'ERR_GATE_NOT_FOUND' })
      }
    },
  )

  test.each(['limit=0', 'limit=101', 'limit=x', 'after=0', 'after=x', 'page=2', 'limit=1&limit=2', 'after='])(
    'refuses: the query "%s" (ERR_QUERY_INVALID)',
    async (query) => {
      const answer = await opened.ask('GET', `/gates?${query}`)
      expectRefusal({ answer, status: 400, error: 'ERR_QUERY_INVALID' })
    },
  )
})
