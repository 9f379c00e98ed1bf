import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest'
import { parseProof } from '../../app/core/proof/format.ts'
import { PalisadeError } from '../../client/server/PalisadeError.ts'
import { createGates, type Gates } from '../../client/storefront/createGates.ts'
import type { GatesOptions } from '../../client/storefront/readOptions.ts'
import { removeVisit } from '../../extensions/gate-block/src/session/writeVisit.ts'
import { LINE, type OpenedCart, openCart } from '../client/storefront/openCart.ts'
import type { ApiAnswer, ApiProject } from './openApi.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'
import { openWallet, type Wallet } from './signLogin.ts'

/*
 * The module for headless storefronts against the whole API in this process, with a wallet that announces itself in a
 * window without a browser, and a cart of the stand-in's Storefront API. Gates are about lists, which need no chain.
 */
const URL_OF_API = 'https://palisade.example/api/v1'
const SITE = 'https://shop.example'
const owl = openWallet('owl')

let world: GateApi
let project: ApiProject
let open: number
let shut: number
let shopper: OpenedCart
let page: FakePage
const opened: Gates[] = []

beforeAll(async () => {
  world = await openGateApi()
  const { api, shopId, form, create } = world
  const site = { allowedDomains: ['shop.example'], isStorefront: true }
  project = await api.makeProject(site, shopId)
  const [condition] = form.root.of
  const subject = { ...form.subject, kind: 'all' as const }
  const root = { ...form.root, of: [{ ...condition, kind: 'denylist' }] }
  open = readNumber(await create({ ...form, name: 'Everybody', subject, root }))
  shut = readNumber(await create(form))
})
afterAll(() => world?.api.close())
beforeEach(async () => {
  shopper = await openCart()
  page = openPage(owl)
})
afterEach(() => {
  for (const gates of opened.splice(0)) gates.close()
  // The next test is another page: this one kept what it could not store.
  removeVisit(project.publishableKey)
  vi.unstubAllGlobals()
})

function readNumber({ status, json }: ApiAnswer): number {
  expect(status, JSON.stringify(json)).toBe(201)
  return json.number as number
}

type FakePage = {
  /** What the wallet was asked, by method. */
  readonly asked: string[]
  /** Makes the wallet reject a method with this error. */
  readonly refuse: (method: string, error: unknown) => void
  readonly storage: Map<string, string>
}

/** A window with one EIP-6963 wallet. */
function openPage(wallet: Wallet): FakePage {
  const window = new EventTarget() as EventTarget & { localStorage?: object }
  const [asked, storage, refused] = [[] as string[], new Map<string, string>(), new Map<string, unknown>()]
  const request = async ({ method, params = [] }: { method: string; params?: string[] }) => {
    asked.push(method)
    if (refused.has(method)) throw refused.get(method)
    if (method === 'eth_requestAccounts') return [wallet.address]
    if (method === 'eth_chainId') return '0x1'
    const [text = ''] = params
    if (method === 'personal_sign')
      return wallet.signMessage({ message: Buffer.from(text.slice(2), 'hex').toString() })
    throw Object.assign(new Error('No such method.'), { code: 4200 })
  }
  const info = { uuid: 'owl', name: 'Owl wallet', icon: 'data:image/svg+xml,', rdns: 'example.owl' }
  const announce = () =>
    window.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', { detail: { info, provider: { request } } }),
    )
  window.addEventListener('eip6963:requestProvider', announce)
  window.localStorage = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, text: string) => void storage.set(key, text),
  }
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', new EventTarget())
  return { asked, storage, refuse: (method, error) => void refused.set(method, error) }
}

/** The page's `fetch`: to the API in this process, from the site's origin. */
const ask: typeof fetch = (input, init) => {
  const headers = { ...(init?.headers as Record<string, string>), origin: SITE }
  return world.api.fetch(new Request(`${input}`, { ...init, headers, signal: null }))
}

function start(more: Partial<GatesOptions> = {}): Gates {
  const gates = createGates({
    url: URL_OF_API,
    apiKey: project.publishableKey,
    cart: shopper.cart,
    fetch: ask,
    ...more,
  })
  opened.push(gates)
  return gates
}

const resultOf = (gates: Gates, number: number) =>
  gates.readState().gates.find((gate) => gate.number === number)?.result

async function login(gates: Gates) {
  const { wallets } = await gates.load([LINE])
  const [wallet] = wallets
  if (!wallet) throw new Error('No wallet announced itself.')
  return gates.login(wallet)
}

describe('the module for headless storefronts', () => {
  test('default: it shows gates and wallets, logs in with one signature, and puts the proofs into the cart', async () => {
    const gates = start()
    const steps: string[] = []
    const stop = gates.onChange(() => steps.push(gates.readState().step))
    const loaded = await gates.load([
      { productId: `gid://shopify/Product/${LINE.productId}`, variantId: LINE.variantId },
    ])
    expect(loaded).toMatchObject({
      step: 'idle',
      address: null,
      wallets: [{ id: 'owl', name: 'Owl wallet', icon: 'data:image/svg+xml,', family: 'evm' }],
      gates: [
        { number: open, name: 'Everybody', products: [LINE.productId], result: { kind: 'unknown' } },
        { number: shut, result: { kind: 'unknown' } },
      ],
    })
    const state = await gates.login({ id: 'owl' })
    stop()
    expect(state).toMatchObject({
      step: 'idle',
      address: expect.stringContaining('…'),
      cart: 'written',
      error: null,
      proof: expect.stringMatching(/~\w{32}$/),
      lineProofs: [{ ...LINE }],
    })
    expect(resultOf(gates, open)).toMatchObject({ kind: 'open', endsAt: state.endsAt })
    expect(resultOf(gates, shut)).toMatchObject({
      kind: 'closed',
      because: 'unmet',
      lines: [{ because: 'not-listed' }],
    })
    expect(page.asked.filter((method) => method === 'personal_sign')).toHaveLength(1)
    expect(steps).toEqual(expect.arrayContaining(['connecting', 'signing', 'checking', 'idle']))

    const cart = await shopper.cart.read()
    expect(cart?.attributes).toEqual(
      expect.arrayContaining([
        { key: '_palisade', value: state.proof },
        { key: 'gift', value: 'yes' },
      ]),
    )
    expect(cart?.lines[0]?.attributes).toContainEqual({ key: '_palisade', value: state.lineProofs[0]?.proof })
  })

  test('behavior: the next page renews without a signature, and a page without cart gets its proofs all the same', async () => {
    await login(start())
    const next = start({ cart: undefined })
    const state = await next.load([LINE])
    expect(state).toMatchObject({ cart: 'none', proof: expect.any(String), address: expect.any(String) })
    expect(page.asked.filter((method) => method === 'personal_sign')).toHaveLength(1)
  })

  test('behavior: disconnect forgets the login and takes the proofs out of the cart, and nothing else', async () => {
    const gates = start()
    await login(gates)
    expect(await gates.disconnect()).toMatchObject({
      address: null,
      proof: null,
      lineProofs: [],
      endsAt: null,
    })
    expect(resultOf(gates, open)).toEqual({ kind: 'unknown' })
    const cart = await shopper.cart.read()
    expect(cart?.attributes.map(({ key }) => key)).toEqual(['gift', 'empty'])
    expect(cart?.lines[0]?.attributes).toEqual([{ key: 'Monogram', value: 'A' }])
    expect((await start().load([LINE])).address).toBeNull()
  })

  test('behavior: the text to sign is requested before a wallet is chosen, once for each login', async () => {
    const paths: string[] = []
    const gates = start({
      fetch: (input, init) => {
        paths.push(new URL(`${input}`).pathname.replace(/^.*\//, ''))
        return ask(input, init)
      },
    })
    await gates.load([LINE])
    expect(paths).toEqual(['gates'])
    gates.prepare()
    gates.prepare()
    await gates.login({ id: 'owl' })
    expect(paths).toEqual(['gates', 'nonce', 'unlock'])
  })

  test('behavior: gated content is asked for the visit alone; without one there is none', async () => {
    const gates = start()
    await gates.load([LINE])
    expect(await gates.readContent({ handle: 'notes', gate: open })).toBeNull()
    await login(gates)
    expect(await gates.readContent({ handle: 'notes', gate: shut })).toBeNull()
    // Its gate is open, so Shopify is asked, which does not answer here.
    await expect(gates.readContent({ handle: 'notes', gate: open })).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_REQUEST',
    })
    expect(gates.readState()).toMatchObject({ step: 'idle', cart: 'written', error: null })
  })

  test('behavior: tokens are asked for the visit alone; one that it does not have is no choice (ERR_TOKEN_NOT_HELD)', async () => {
    const gates = start()
    await gates.load([LINE])
    expect(await gates.chooseToken({ gate: open })).toEqual([])
    const { proof, lineProofs } = await login(gates)
    expect(await gates.chooseToken({ gate: open, locale: 'de' })).toEqual([])
    await expect(gates.chooseToken({ gate: open, use: 'ethereum:0x:7', locale: 'de' })).rejects.toMatchObject(
      {
        ...{ name: 'PalisadeError', code: 'ERR_TOKEN_NOT_HELD', status: 409 },
      },
    )
    await expect(gates.chooseToken({ gate: 9_999, locale: 'de' })).rejects.toMatchObject({
      code: 'ERR_GATE_NOT_FOUND',
    })
    expect(gates.readState()).toMatchObject({ step: 'idle', cart: 'written', error: null, proof, lineProofs })
  })

  test('behavior: on a server it reads gates, and knows no wallet', async () => {
    vi.unstubAllGlobals()
    const state = await start().load([LINE])
    expect(state).toMatchObject({ wallets: [], gates: [{ number: open }, { number: shut }] })
  })

  test('behavior: a cart that has ended is told beside what was opened (ERR_CART_ENDED)', async () => {
    const gates = start()
    shopper.opened.shop.carts.clear()
    expect(await login(gates)).toMatchObject({
      cart: 'unwritten',
      proof: expect.any(String),
      error: { code: 'ERR_CART_ENDED' },
    })
    expect(resultOf(gates, open)).toMatchObject({ kind: 'open' })
  })

  test('behavior: a cart that cuts every text is told to have lost the proofs', async () => {
    const { knobs } = shopper.opened.shop
    Object.assign(knobs, { attributeLength: 'cut', propertyLength: 'cut' })
    expect(await login(start())).toMatchObject({ cart: 'lost' })
  })

  test.each<[what: string, method: string, error: unknown, code: string]>([
    [
      'the shopper declines',
      'personal_sign',
      { code: 4001, message: 'User rejected' },
      'ERR_WALLET_REJECTED',
    ],
    ['the wallet still shows a request', 'eth_requestAccounts', { code: -32002 }, 'ERR_WALLET_PENDING'],
    ['the wallet breaks', 'personal_sign', new Error('boom'), 'ERR_WALLET_FAILED'],
  ])('refuses: %s', async (_, method, error, code) => {
    const gates = start()
    page.refuse(method, error)
    await expect(login(gates)).rejects.toMatchObject({ code })
    expect(gates.readState()).toMatchObject({ step: 'idle', address: null, error: { code } })
  })

  test('refuses: a wallet that the page does not have (ERR_CLIENT_INPUT)', async () => {
    const gates = start()
    await expect(gates.login({ id: 'owl' })).rejects.toMatchObject({ code: 'ERR_CLIENT_INPUT' })
  })

  test('refuses: a renewal after the session has ended, and forgets it (ERR_SESSION_UNKNOWN)', async () => {
    const gates = start()
    await login(gates)
    // Nobody has used it for half an hour.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 })
    onTestFinished(() => void vi.useRealTimers())
    await expect(gates.renew()).rejects.toMatchObject({ code: 'ERR_SESSION_UNKNOWN', status: 401 })
    expect(gates.readState()).toMatchObject({ address: null, proof: null })
  })

  test('refuses: a project whose sites are no storefront (ERR_GATES_NOT_ALLOWED)', async () => {
    const other = await world.api.makeProject({ allowedDomains: ['shop.example'] }, world.shopId)
    await expect(start({ apiKey: other.publishableKey }).load([LINE])).rejects.toMatchObject({
      code: 'ERR_GATES_NOT_ALLOWED',
      status: 403,
      message: expect.stringMatching(/turn on/),
    })
  })

  const answerWith =
    (body: string, status: number, headers: Record<string, string> = {}) =>
    async () =>
      new Response(body, { status, headers })
  test.each<[what: string, answer: typeof fetch, code: string, more: object]>([
    ['a page of HTML', answerWith('<!doctype html>', 200), 'ERR_CLIENT_ANSWER', { status: 200 }],
    ['a broken proxy', answerWith('<h1>Bad gateway', 502), 'ERR_CLIENT_ANSWER', { status: 502 }],
    [
      'too many requests',
      answerWith('', 429, { 'retry-after': '9' }),
      'ERR_RATE_LIMITED',
      { retryAfterSeconds: 9 },
    ],
    [
      'a database that is away',
      answerWith('{"msg":"Try again.","error":"ERR_DATABASE_AWAY"}', 503),
      'ERR_DATABASE_AWAY',
      { status: 503, message: 'Try again.' },
    ],
    [
      'no connection',
      async () => Promise.reject(new TypeError('failed')),
      'ERR_CLIENT_NETWORK',
      { status: 0 },
    ],
  ])('refuses: %s', async (_, fetch, code, more) => {
    const error = await start({ fetch })
      .load([LINE])
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(PalisadeError)
    expect(error).toMatchObject({ code, ...more })
  })

  test.each([
    ['url', { url: 'https://palisade.example' }],
    ['apiKey', { apiKey: 'pk_1' }],
    ['apiKey', { apiKey: `sk_${'0'.repeat(32)}` }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
  ])('refuses: a wrong option "%s" (ERR_CLIENT_INPUT)', (name, wrong) => {
    expect(() => start(wrong)).toThrow(
      expect.objectContaining({ code: 'ERR_CLIENT_INPUT', message: expect.stringContaining(`"${name}"`) }),
    )
  })

  test('refuses: what is no id of Shopify (ERR_CLIENT_INPUT)', async () => {
    await expect(start().load([{ productId: 'jacket', variantId: 1 }])).rejects.toMatchObject({
      code: 'ERR_CLIENT_INPUT',
    })
  })

  test('behavior: gated content of one gate leaves the grant of all that were opened', async () => {
    const { api, shopId, form, create } = world
    const [condition] = form.root.of
    const root = { ...form.root, of: [{ ...condition, kind: 'denylist' }] }
    const subject = { ...form.subject, kind: 'all' as const }
    const other = readNumber(await create({ ...form, name: 'Everybody else', subject, root }))
    const gates = start({ cart: undefined })
    const { proof } = await login(gates)
    const id = parseProof(`${proof}`).claims.grant
    const readGrant = async () => {
      const [grant] = await api.ctx.ledger.findGrants({ shopId, ids: [id] })
      return grant?.gates.map(({ gate }) => gate).sort()
    }
    expect(await readGrant()).toEqual([open, other].sort())
    await expect(gates.readContent({ handle: 'notes', gate: open })).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_REQUEST',
    })
    expect(await readGrant()).toEqual([open, other].sort())
  })
})
