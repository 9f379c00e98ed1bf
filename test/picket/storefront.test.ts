import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleShop } from '../db/samples.ts'
import { makeVisitKey } from '../visitKey.ts'
import { expectDescribed } from './expectDescribed.ts'
import type { ApiAnswer, ApiProject } from './openApi.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'
import { basic, openWallet } from './signLogin.ts'

/*
 * The pages of a headless storefront: a publishable key, CORS, and proofs as the app proxy gives them. The gates are
 * about lists, which need no chain: one opens for everybody who is not on an empty list, the other for nobody.
 */
const SITE = 'https://shop.example'
const wallet = openWallet('owl')
const browser = makeVisitKey()

let world: GateApi
let storefront: ApiProject
let open: number
let shut: number

beforeAll(async () => {
  world = await openGateApi()
  const { api, shopId, form, create } = world
  storefront = await api.makeProject(
    { name: 'Shop', allowedDomains: ['shop.example', 'localhost:*'], isStorefront: true },
    shopId,
  )
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

type Asked = { readonly path: string; readonly body?: object | null; readonly origin?: string | null }

async function ask({ path, body = {}, origin = SITE }: Asked, project = storefront): Promise<ApiAnswer> {
  const wire = body && browser.toWire(path.slice(1), body)
  const headers = { ...basic(project.publishableKey), ...(origin && { origin }) }
  return world.api.call({ path: `/storefront${path}`, headers, body: wire })
}

const line = { productId: 9001, variantId: 9101 }

async function askNonce(origin: string | null = SITE): Promise<ApiAnswer> {
  return ask({ path: '/nonce', body: { chain: 'ethereum', walletAddress: wallet.address }, origin })
}

async function login(origin = SITE): Promise<Record<string, unknown>> {
  const { nonce, message } = (await askNonce(origin)).json as Record<string, string>
  const signature = await wallet.signMessage({ message: message ?? '' })
  return { nonce, walletAddress: wallet.address, signature, gates: [open, shut], lines: [line] }
}

describe('a headless storefront', () => {
  test('default: it reads the gates of its products, logs a wallet in on its own domain and gets proofs', async () => {
    const listed = await ask({ path: '/gates', body: { products: [line.productId] } })
    expect(listed.status).toBe(200)
    expectDescribed('POST', '/storefront/gates', listed)
    expect(listed.headers.get('access-control-allow-origin')).toBe(SITE)
    expect(listed.json).toMatchObject({
      shop: world.myshopifyDomain,
      products: { [line.productId]: [open, shut] },
      gates: [
        { number: open, name: 'Everybody', state: 'active', gives: { kind: 'percentage' } },
        { number: shut, needs: { flat: true } },
      ],
    })

    const nonce = await askNonce()
    expectDescribed('POST', '/storefront/nonce', nonce)
    expect(nonce.json.message).toMatch(
      /^shop\.example wants you to sign in[\s\S]*URI: https:\/\/shop\.example\n/,
    )

    const unlocked = await ask({ path: '/unlock', body: await login() })
    expect(unlocked.status, unlocked.text).toBe(200)
    expectDescribed('POST', '/storefront/unlock', unlocked)
    expect(unlocked.json.gates).toMatchObject([
      { id: open, kind: 'open' },
      { id: shut, kind: 'closed', because: 'unmet', lines: [{ because: 'not-listed' }] },
    ])
    expect(unlocked.json.proof).toMatch(/~\w{32}$/)
    expect(unlocked.json.lineProofs).toMatchObject([line])

    const { session } = unlocked.json
    const renewed = await ask({ path: '/renew', body: { session, gates: [open], lines: [line] } })
    expectDescribed('POST', '/storefront/renew', renewed)
    expect(renewed.json).toMatchObject({ session, gates: [{ id: open, kind: 'open' }] })

    const tokens = { gate: open, locale: 'de-AT' }
    const asked = await ask({ path: '/renew', body: { session, gates: [open], lines: [], tokens } })
    expectDescribed('POST', '/storefront/renew', asked)
    expect(asked.json).toMatchObject({ tokens: [], note: 'Hier wird gerade keiner deiner Token verbraucht.' })
    const used = { ...tokens, use: `ethereum:${wallet.address.toLowerCase()}:7` }
    expect(
      await ask({ path: '/renew', body: { session, gates: [open], lines: [], tokens: used } }),
    ).toMatchObject({
      ...{ status: 409, json: { error: 'ERR_TOKEN_NOT_HELD' } },
    })
  })

  test('behavior: a page on another allowed site signs in there; a server that names no site signs in at the shop', async () => {
    const here = await askNonce('http://localhost:5173')
    expect(here.json.message).toMatch(/^localhost:5173 wants[\s\S]*URI: http:\/\/localhost:5173\n/)
    const { json } = await askNonce(null)
    expect(json.message).not.toMatch(/^(?:shop\.example|localhost)/)
  })

  test('behavior: a paused gate is listed as paused', async () => {
    const paused = await world.ask('POST', `/gates/${open}/pause`)
    expect(paused.status).toBe(200)
    const listed = await ask({ path: '/gates', body: { products: [1] } })
    expect(listed.json).toMatchObject({ products: { 1: [open, shut] }, gates: [{ state: 'paused' }, {}] })
    expect((await world.ask('POST', `/gates/${open}/resume`)).status).toBe(200)
  })

  test('refuses: a login of one site on another one (ERR_LOGIN_MISMATCH)', async () => {
    const answer = await ask({ path: '/unlock', body: await login(), origin: 'http://localhost:5173' })
    expect(answer).toMatchObject({ status: 401, json: { error: 'ERR_LOGIN_MISMATCH' } })
  })

  test('refuses: a page on a domain that the project does not have (ERR_SITE_FORBIDDEN)', async () => {
    expect(await askNonce('https://evil.example')).toMatchObject({
      status: 403,
      json: { error: 'ERR_SITE_FORBIDDEN' },
    })
  })

  test.each(['/gates', '/nonce', '/unlock', '/renew'])(
    'refuses: %s for a project whose sites are no storefront (ERR_GATES_NOT_ALLOWED)',
    async (path) => {
      const { api, shopId } = world
      const [other, alone] = [
        await api.makeProject({}, shopId),
        await api.makeProject({ isStorefront: true }),
      ]
      for (const project of [other, alone]) {
        const answer = await ask({ path, origin: null }, project)
        expect(answer).toMatchObject({ status: 403, json: { error: 'ERR_GATES_NOT_ALLOWED' } })
        expect(answer.json.msg).toMatch(project === other ? /turn on/ : /belongs to no shop/)
      }
    },
  )

  test('refuses: gates of another shop, whose project is a storefront too (ERR_GATE_NOT_FOUND)', async () => {
    const other = sampleShop()
    await world.api.ctx.shops.save(other)
    const draft = { allowedDomains: ['shop.example'], isStorefront: true }
    const project = await world.api.makeProject(draft, other.id)
    const listed = await ask({ path: '/gates', body: { products: [line.productId] } }, project)
    expect(listed.json).toMatchObject({ shop: other.myshopifyDomain, gates: [] })
    // Nor does a login of one shop count at another.
    const body = await login()
    expect(await ask({ path: '/unlock', body }, project)).toMatchObject({
      status: 401,
      json: { error: 'ERR_NONCE_UNKNOWN' },
    })
    const own = (
      await ask({ path: '/nonce', body: { chain: 'ethereum', walletAddress: wallet.address } }, project)
    ).json
    const signature = await wallet.signMessage({ message: `${own.message}` })
    expect(
      await ask({ path: '/unlock', body: { ...body, nonce: own.nonce, signature } }, project),
    ).toMatchObject({
      status: 404,
      json: { error: 'ERR_GATE_NOT_FOUND' },
    })
  })

  test('refuses: a session that nobody has (ERR_SESSION_UNKNOWN)', async () => {
    const body = { session: 'x'.repeat(64), gates: [open], lines: [] }
    expect(await ask({ path: '/renew', body })).toMatchObject({
      status: 401,
      json: { error: 'ERR_SESSION_UNKNOWN' },
    })
  })

  test('refuses: a session without its key, a request that was changed, and one of another time (ERR_SESSION_UNKNOWN, ERR_REQUEST_SIGNATURE, ERR_REQUEST_TIME)', async () => {
    const { session } = (await ask({ path: '/unlock', body: await login() })).json
    const asked = { session, gates: [open], lines: [] }
    const headers = { ...basic(storefront.publishableKey), origin: SITE }
    const send = (body: object) => world.api.call({ path: '/storefront/renew', headers, body })
    expect(await send(asked)).toMatchObject({ status: 401, json: { error: 'ERR_SESSION_UNKNOWN' } })
    const thief = await send(makeVisitKey().toWire('renew', asked))
    expect(thief).toMatchObject({ status: 401, json: { error: 'ERR_SESSION_UNKNOWN' } })
    const changed = await send({
      ...browser.compose('/renew', asked),
      request: JSON.stringify({ ...asked, gates: [] }),
    })
    expect(changed).toMatchObject({ status: 401, json: { error: 'ERR_REQUEST_SIGNATURE' } })
    const now = Math.floor(Date.now() / 1000)
    const late = await send({ ...browser.compose('/renew', asked, now - 3600) })
    expect(late).toMatchObject({ status: 401, json: { error: 'ERR_REQUEST_TIME' } })
    expect(Math.abs(Number(late.json.now) - now)).toBeLessThan(30)
  })

  test('refuses: no product, and more than fifty (ERR_BODY_INVALID)', async () => {
    for (const products of [[], Array.from({ length: 51 }, (_, at) => at + 1), ['gid://shopify/Product/1']])
      expect(await ask({ path: '/gates', body: { products } })).toMatchObject({
        status: 400,
        json: { error: 'ERR_BODY_INVALID' },
      })
  })

  test('refuses: a gate that the shop does not have (ERR_GATE_NOT_FOUND)', async () => {
    const body = { ...(await login()), gates: [999] }
    expect(await ask({ path: '/unlock', body })).toMatchObject({
      status: 404,
      json: { error: 'ERR_GATE_NOT_FOUND' },
    })
  })
})
