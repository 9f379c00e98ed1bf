import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { CART_API, LINE, openCart } from '../client/storefront/openCart.ts'
import { makeVisitKey } from '../visitKey.ts'
import { expectDescribed } from './expectDescribed.ts'
import type { ApiAnswer, ApiProject } from './openApi.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'
import { basic, openWallet } from './signLogin.ts'

/*
 * What agents ask as plain JSON: a publishable key, no Origin, and the limits of a browser. The gates are about lists,
 * which need no chain: one opens for everybody who is not on an empty list, the other for nobody.
 */
const wallet = openWallet('owl')
const PRODUCT = 'gid://shopify/Product/9001'
const VARIANT = 'gid://shopify/ProductVariant/9101'
const CART = 'gid://shopify/Cart/hWN1c2VyMTIz?key=0123abcd'

let world: GateApi
let project: ApiProject
let open: number
let shut: number

beforeAll(async () => {
  world = await openGateApi()
  const { api, shopId, form, create } = world
  project = await api.makeProject({ allowedDomains: ['shop.example'], isStorefront: true }, shopId)
  const [condition] = form.root.of
  const everybody = { ...form.root, of: [{ ...condition, kind: 'denylist' }] }
  open = readNumber(await create({ ...form, name: 'Everybody', root: everybody }))
  shut = readNumber(await create(form))
})
afterAll(() => world?.api.close())

function readNumber({ status, json }: ApiAnswer): number {
  expect(status, JSON.stringify(json)).toBe(201)
  return json.number as number
}

async function ask(path: string, body: object, headers: Record<string, string> = {}): Promise<ApiAnswer> {
  const all = { ...basic(project.publishableKey), ...headers }
  const answer = await world.api.call({ path: `/agents/${path}`, headers: all, body })
  expectDescribedOrRefused(path, answer)
  return answer
}

function expectDescribedOrRefused(path: string, answer: ApiAnswer): void {
  if (answer.status === 200) expectDescribed('POST', `/agents/${path}`, answer)
  else expect(answer.json.error).toMatch(/^ERR_/)
}

async function sign(signer = wallet): Promise<Record<string, unknown>> {
  const { json } = await ask('challenge', { chain: 'ethereum', walletAddress: signer.address })
  const signature = await signer.signMessage({ message: `${json.message}` })
  return { nonce: json.nonce, walletAddress: signer.address, signature }
}

const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'shopping-assistant', version: '1.0.0' },
}
const line = { productId: PRODUCT, variantId: VARIANT }

/**
 * What the Universal Commerce Protocol of 2026-04-08 says of the parts that answers have, in our own words.
 * @see https://ucp.dev shopping/types: context, message_info, message_warning, reverse_domain_name
 */
const claim = z.string().regex(/^[a-z][a-z0-9]*(?:\.[a-z][a-z0-9_]*)+$/)
const message = { path: z.string().startsWith('$'), code: z.string(), content: z.string().min(1) }
const ucp = {
  context: z.strictObject({ eligibility: z.array(claim) }),
  info: z.strictObject({ ...message, type: z.literal('info') }),
  warning: z.strictObject({ ...message, type: z.literal('warning') }),
}

describe('agents', () => {
  test('default: one finds the gates, signs a challenge and gets what puts the proof into a new cart', async () => {
    const { json: found } = await ask('gates', {})
    expect(found).toMatchObject({
      shop: world.myshopifyDomain,
      gates: [
        {
          number: open,
          about: { kind: 'all', ids: [] },
          words: { gives: ['20% off'], needs: ['Not on a list of wallets that the shop leaves out'] },
        },
        { number: shut, words: { needs: ['On the shop’s list'] } },
      ],
      next: null,
    })
    const { json } = await ask('unlock', { ...(await sign()), gates: [open, shut], lines: [line] })
    expect(json.gates).toMatchObject([
      { number: open, kind: 'open', words: ['Unlocked: 20% off.'] },
      { number: shut, kind: 'closed', because: 'unmet' },
    ])
    expect(json.proof).toMatch(/~\w{32}$/)
    const [{ proof: lineProof }] = json.lineProofs as [{ proof: string }]
    expect(json.cartWrites).toEqual([
      {
        mutation: 'cartCreate',
        query: expect.stringContaining('cartCreate(input: $input)'),
        variables: {
          input: {
            attributes: [{ key: '_palisade', value: json.proof }],
            discountCodes: [],
            lines: [
              {
                ...{ merchandiseId: VARIANT, quantity: 1 },
                attributes: [{ key: '_palisade', value: lineProof }],
              },
            ],
          },
        },
      },
    ])
  })

  test('behavior: a cart that exists keeps what others wrote into it', async () => {
    const cart = {
      id: CART,
      attributes: [
        { key: 'gift', value: 'yes' },
        { key: '_palisade', value: 'old' },
      ],
    }
    const attributes = [{ key: 'engraving', value: 'Owl' }]
    const lines = [{ ...line, id: 'gid://shopify/CartLine/1', attributes }]
    const { json } = await ask('unlock', { ...(await sign()), gates: [open], lines, cart })
    const [{ proof: lineProof }] = json.lineProofs as [{ proof: string }]
    expect(json.cartWrites).toMatchObject([
      {
        mutation: 'cartAttributesUpdate',
        variables: {
          cartId: CART,
          attributes: [
            { key: 'gift', value: 'yes' },
            { key: '_palisade', value: json.proof },
          ],
        },
      },
      {
        mutation: 'cartLinesUpdate',
        variables: {
          cartId: CART,
          lines: [
            {
              id: 'gid://shopify/CartLine/1',
              attributes: [...attributes, { key: '_palisade', value: lineProof }],
            },
          ],
        },
      },
    ])
  })

  test('behavior: the Storefront API of the stand-in takes the mutations, and keeps what the cart had', async () => {
    const { id, cart: access, send } = await openCart()
    const before = await access.read()
    const [held] = before?.lines ?? []
    const answer = await ask('unlock', {
      ...{ ...(await sign()), gates: [open] },
      lines: [{ ...LINE, id: held?.id, attributes: held?.attributes }],
      cart: { id, attributes: before?.attributes },
    })
    const { proof, lineProofs, cartWrites } = answer.json
    const writes = cartWrites as { mutation: string; query: string; variables: object }[]
    expect(writes.map(({ mutation }) => mutation)).toEqual(['cartAttributesUpdate', 'cartLinesUpdate'])
    for (const { mutation, query, variables } of writes) {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ query, variables })
      const { data } = (await (await send(CART_API, { method: 'POST', headers, body })).json()) as {
        data: Record<string, { userErrors: unknown[] }>
      }
      expect(data[mutation]?.userErrors).toEqual([])
    }
    const after = await access.read()
    expect(after?.attributes).toEqual([...(before?.attributes ?? []), { key: '_palisade', value: proof }])
    const [{ proof: lineProof }] = lineProofs as [{ proof: string }]
    expect(after?.lines[0]?.attributes).toEqual([
      { key: 'Monogram', value: 'A' },
      { key: '_palisade', value: lineProof },
    ])
  })

  test('behavior: why says what everybody may know, and after a signature what is missing; it opens nothing', async () => {
    const { json: before } = await ask('why', { gates: [open, shut] })
    expect(before.gates).toMatchObject([
      { number: open, kind: 'unproven' },
      { number: shut, kind: 'unproven', words: [expect.any(String), 'On the shop’s list'] },
    ])
    const { json: after } = await ask('why', { ...(await sign()), gates: [open, shut] })
    expect(after.gates).toMatchObject([
      { number: open, kind: 'met' },
      {
        ...{ number: shut, kind: 'closed', because: 'unmet' },
        words: [expect.stringMatching(/^0x\S+ isn’t on the shop’s list\.$/)],
      },
    ])
    expect(JSON.stringify(after)).not.toMatch(/~\w{32}/)
  })

  test('behavior: why uses the challenge up, so that a signature works once', async () => {
    const signed = await sign()
    expect((await ask('why', { ...signed, gates: [open] })).status).toBe(200)
    const again = await ask('unlock', { ...signed, gates: [open] })
    expect(again).toMatchObject({ status: 401, json: { error: 'ERR_NONCE_UNKNOWN' } })
  })

  test('behavior: a closed gate says so to everybody', async () => {
    expect((await world.ask('POST', `/gates/${open}/pause`)).status).toBe(200)
    const { json } = await ask('why', { gates: [open] })
    expect(json.gates).toMatchObject([
      { kind: 'closed', because: 'paused', words: ['This isn’t available right now. Come back later.'] },
    ])
    const { json: found } = await ask('gates', { products: [PRODUCT], after: null })
    expect(found.gates).toMatchObject([{ number: open, state: 'paused' }, { number: shut }])
    expect((await world.ask('POST', `/gates/${open}/resume`)).status).toBe(200)
    const { json: rest } = await ask('gates', { after: open })
    expect(rest.gates).toMatchObject([{ number: shut }])
  })

  test('behavior: a gate with a limit, for signed-in customers, not begun or in test says so, and a limit is used by unlock alone', async () => {
    const [condition] = world.form.root.of
    const root = { ...world.form.root, of: [{ ...condition, kind: 'denylist' }] }
    const make = async (more: object) =>
      readNumber(await world.create({ ...world.form, name: 'Other', root, ...more }))
    const limited = await make({ limits: { perWallet: '1', perToken: '', total: '' } })
    const account = await make({ guard: 'account' })
    const later = await make({ schedule: { startsAt: '2099-01-01T10:00', endsAt: '', afterEnd: 'public' } })
    const inTest = await make({ test: { isOn: true, wallets: openWallet('thief').address } })
    const gates = [limited, account, later, inTest]
    const told = async (path: string) =>
      (await ask(path, { ...(await sign()), gates })).json.gates as { kind: string; because?: string }[]
    const closed = ['sign-in', 'not-started', 'paused'].map((because) => ({ kind: 'closed', because }))
    for (let asked = 0; asked < 2; asked++)
      expect(await told('why')).toMatchObject([{ kind: 'met' }, ...closed])
    expect(await told('unlock')).toMatchObject([{ kind: 'open' }, ...closed])
    // Each unlock is a visit of its own, as without a key it cannot be renewed: the first one has the use.
    expect(await told('unlock')).toMatchObject([
      { kind: 'closed', because: 'used-up', words: [expect.stringMatching(/reserved/)] },
      ...closed,
    ])
    for (const number of gates) expect((await world.ask('POST', `/gates/${number}/pause`)).status).toBe(200)
  })

  test('behavior: claims have the form of UCP, and each message names its claim', async () => {
    const { json } = await ask('unlock', { ...(await sign()), gates: [open, shut] })
    const { eligibility } = json.context as { eligibility: string[] }
    expect(eligibility).toHaveLength(2)
    expect(ucp.context.parse(json.context)).toEqual(json.context)
    expect(ucp.context.safeParse({ eligibility: ['night-owls'] }).success).toBe(false)
    const [info, warning] = json.messages as object[]
    expect(ucp.info.parse(info)).toMatchObject(info ?? {})
    expect(ucp.warning.parse(warning)).toMatchObject(warning ?? {})
    expect(json.messages).toMatchObject([
      { type: 'info', code: 'eligibility_accepted', path: '$.context.eligibility[0]' },
      { type: 'warning', code: 'eligibility_not_accepted', path: '$.context.eligibility[1]' },
    ])
  })

  test('refuses: a claim without a signature, with that of another wallet, and over another text (ERR_BODY_INVALID, ERR_LOGIN_MISMATCH, ERR_CHAIN_READ)', async () => {
    const { signature, ...unsigned } = await sign()
    expect(await ask('unlock', { ...unsigned, gates: [open] })).toMatchObject({
      status: 400,
      json: { error: 'ERR_BODY_INVALID' },
    })
    // Nothing is lost: the same challenge still works.
    expect((await ask('unlock', { ...unsigned, signature, gates: [open] })).status).toBe(200)
    const forged = { ...(await sign(openWallet('thief'))), walletAddress: wallet.address }
    const answer = await ask('unlock', { ...forged, gates: [open] })
    expect(answer).toMatchObject({ status: 401, json: { error: 'ERR_LOGIN_MISMATCH' } })
    const { nonce } = await sign()
    const other = await openWallet('thief').signMessage({ message: 'another text' })
    // A contract wallet might have signed it, and no chain answers here: unknown means closed.
    for (const path of ['unlock', 'why']) {
      const body = { nonce, walletAddress: wallet.address, signature: other, gates: [open] }
      expect(await ask(path, body)).toMatchObject({ status: 424, json: { error: 'ERR_CHAIN_READ' } })
    }
  })

  test('refuses: a challenge whose text names the key of a browser (ERR_LOGIN_MISMATCH)', async () => {
    const headers = basic(project.publishableKey)
    const asked = makeVisitKey().toWire('nonce', { chain: 'ethereum', walletAddress: wallet.address })
    const { json } = await world.api.call({ path: '/storefront/nonce', headers, body: asked })
    const signature = await wallet.signMessage({ message: `${json.message}` })
    const body = { nonce: json.nonce, walletAddress: wallet.address, signature, gates: [open] }
    for (const path of ['why', 'unlock'])
      expect(await ask(path, body)).toMatchObject({ status: 401, json: { error: 'ERR_LOGIN_MISMATCH' } })
  })

  test('refuses: a project whose sites are no storefront, another site and no key (ERR_GATES_NOT_ALLOWED, ERR_SITE_FORBIDDEN, ERR_KEY_MISSING)', async () => {
    const other = await world.api.makeProject({}, world.shopId)
    for (const path of ['gates', 'challenge', 'why', 'unlock']) {
      const call = { path: `/agents/${path}`, body: {} }
      const refused = await world.api.call({ ...call, headers: basic(other.publishableKey) })
      expect(refused).toMatchObject({ status: 403, json: { error: 'ERR_GATES_NOT_ALLOWED' } })
      const site = { ...basic(project.publishableKey), origin: 'https://evil.example' }
      expect(await world.api.call({ ...call, headers: site })).toMatchObject({
        status: 403,
        json: { error: 'ERR_SITE_FORBIDDEN' },
      })
      expect(await world.api.call(call)).toMatchObject({ status: 401, json: { error: 'ERR_KEY_MISSING' } })
    }
  })

  test('default: llms.txt of a project names its addresses, and that of the server says where to find one', async () => {
    const read = (path: string) => world.api.fetch(new Request(`https://palisade.example${path}`))
    const own = await read(`/api/v1/agents/${project.publishableKey}/llms.txt`)
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
    const text = await own.text()
    expect(text).toMatch(/^# .+\n\n> /)
    expect(text).toContain(`https://palisade.example/api/v1/agents/${project.publishableKey}/mcp`)
    expect(text).toContain(world.myshopifyDomain)
    for (const path of ['gates', 'challenge', 'unlock', 'why'])
      expect(text).toContain(`https://palisade.example/api/v1/agents/${path}`)
    expect(await (await read('/llms.txt')).text()).toContain('/api/v1/agents/{key}/mcp')
  })

  test('behavior: each sentence of both llms.txt with an address is true: it answers what the sentence says', async () => {
    const read = async (url: string, init: RequestInit = {}) => {
      const answer = await world.api.fetch(new Request(url, init))
      return {
        status: answer.status,
        type: answer.headers.get('content-type') ?? '',
        text: await answer.text(),
      }
    }
    const key = project.publishableKey
    const server = (await read('https://palisade.example/llms.txt')).text.replaceAll('{key}', key)
    const own = (await read(`https://palisade.example/api/v1/agents/${key}/llms.txt`)).text
    // As the text says: HTTP Basic with the key as the user name, and no password.
    expect(own).toContain(`user name ${key} and no password`)
    const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
    const json = { authorization, 'content-type': 'application/json' }
    const post = async (url: string, body: object) => {
      const answer = await read(url, { method: 'POST', headers: json, body: JSON.stringify(body) })
      return { ...answer, json: JSON.parse(answer.text) as Record<string, unknown> }
    }
    const values: Record<string, unknown> = {
      ...{ chain: 'ethereum', walletAddress: wallet.address, gates: [open], lines: [line] },
      ...{ cart: { id: CART, attributes: [] }, products: [PRODUCT] },
    }
    const followed: string[] = []
    for (const sentence of `${server}\n${own}`.split('\n')) {
      const [url] = /https:\/\/[^\s)]+?(?=[\s):]|$)/.exec(sentence) ?? []
      if (url === undefined) continue
      const name = new URL(url).pathname.split('/').at(-1) ?? ''
      followed.push(name)
      if (name === 'mcp') {
        const body = { jsonrpc: '2.0', id: 1, method: 'initialize', params: INITIALIZE }
        const { status, json: answer } = await post(url, body)
        expect([status, (answer.result as { serverInfo: object }).serverInfo], sentence).toEqual([
          200,
          expect.anything(),
        ])
      } else if (/ with \{/.test(sentence)) {
        // Each name in the braces is one that the address takes.
        const names = [...(/ with \{([^}]*)\}/.exec(sentence)?.[1] ?? '').matchAll(/"(\w+)"/g)]
        const body = Object.fromEntries(names.map(([, field = '']) => [field, values[field]]))
        expect(Object.values(body), sentence).not.toContain(undefined)
        const { status, json: answer } = await post(url, body)
        expect(status, `${sentence} ${JSON.stringify(answer)}`).toBe(200)
        if (name === 'challenge') {
          const signature = await wallet.signMessage({ message: `${answer.message}` })
          Object.assign(values, { nonce: answer.nonce, signature })
        }
        if (name === 'gates') expect((await post(url, { products: [PRODUCT] })).status).toBe(200)
        if (name === 'unlock')
          expect(answer).toMatchObject({ cartWrites: [{ mutation: 'cartAttributesUpdate' }] })
      } else {
        const { status, type, text } = await read(url)
        expect(status, sentence).toBe(200)
        const kinds = { 'openapi.json': /json/, docs: /html/, 'llms.txt': /plain/ } as Record<string, RegExp>
        expect(type, sentence).toMatch(kinds[name] ?? /^$/)
        expect(text.length).toBeGreaterThan(100)
      }
    }
    const [more, tools] = [
      ['docs', 'openapi.json'],
      ['gates', 'challenge', 'unlock', 'why'],
    ]
    expect(followed.sort()).toEqual([...more, ...more, ...tools, 'llms.txt', 'mcp', 'mcp'].sort())
    const refused = await post(`https://palisade.example/api/v1/agents/why`, { gates: [] })
    expect(refused.json).toMatchObject({ error: 'ERR_BODY_INVALID', msg: expect.any(String) })
  })

  test('refuses: llms.txt of an unknown key, of a secret one, and of a project that may not (ERR_KEY_UNKNOWN, ERR_KEY_FORBIDDEN, ERR_GATES_NOT_ALLOWED)', async () => {
    const other = await world.api.makeProject({}, world.shopId)
    for (const [key, status, error] of [
      ['pk_0', 401, 'ERR_KEY_UNKNOWN'],
      [project.secretKey, 403, 'ERR_KEY_FORBIDDEN'],
      [other.publishableKey, 403, 'ERR_GATES_NOT_ALLOWED'],
    ] as const) {
      const answer = await world.api.call({ method: 'GET', path: `/agents/${key}/llms.txt` })
      expect(answer).toMatchObject({ status, json: { error } })
    }
    const posted = await world.api.call({ path: `/agents/${project.publishableKey}/llms.txt` })
    expect(posted).toMatchObject({ status: 405, json: { error: 'ERR_METHOD' } })
  })

  test.each([
    ['gates', { products: ['gid://shopify/Cart/1'] }],
    ['gates', { products: [] }],
    ['challenge', { chain: 'ethereum' }],
    ['why', { gates: [] }],
    ['why', { gates: [1], nonce: 'abc' }],
    ['unlock', { gates: [1], nonce: 'a', walletAddress: '0x1', signature: '0x1', cart: { id: 'c1' } }],
  ])('refuses: %s with %j (ERR_BODY_INVALID)', async (path, body) => {
    expect(await ask(path, body)).toMatchObject({ status: 400, json: { error: 'ERR_BODY_INVALID' } })
  })

  test('refuses: a gate that the shop does not have (ERR_GATE_NOT_FOUND)', async () => {
    for (const [path, body] of [
      ['why', { gates: [999] }],
      ['unlock', { ...(await sign()), gates: [999] }],
    ] as const)
      expect(await ask(path, body)).toMatchObject({ status: 404, json: { error: 'ERR_GATE_NOT_FOUND' } })
  })
})
