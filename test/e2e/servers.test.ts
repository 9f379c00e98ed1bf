import Picket from '@picketapi/picket-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, logIn, openWallet, signLogin, spellMessage } from '../picket/signLogin.ts'
import { makeDemoWallet } from '../standin/chains/demoWallets.ts'
import { completeCheckout, fillCart, type Store } from '../standin/demo/shopper.ts'
import type { RunningApp } from '../standin/demo/startApp.ts'
import { sendWebhook } from '../standin/shopify/webhooks/sendWebhook.ts'
import { openServers, type RunningServers } from './openServers.ts'
import type { Answer } from './openShoppers.ts'

/* Two production servers on one PostgreSQL, over HTTP: a write of one of them is valid at the other. */
let servers: RunningServers
let coinOf: (contract: string) => { kind: string; chain: string; contract: string; minimum: string }
beforeAll(async () => {
  servers = await openServers()
  coinOf = (contract) => ({ kind: 'erc20', chain: 'ethereum', contract, minimum: '1' })
})
afterAll(() => servers?.close())

const CAP = { productId: 8104, variantId: 91041 }
const CHART = { productId: 8105, variantId: 91051 }
const CARD = { productId: 8106, variantId: 91061 }
const coin = () => coinOf(servers.demo.facts.chains.ethereum.contracts.erc20)
const within = { timeout: 60_000, interval: 100 }

type OpenGate = { kind: string; unmet?: { kind?: string; because?: string }[] }
const gateOf = (answer: Answer) => (answer.body.gates as OpenGate[] | undefined)?.[0]
const kinds = (answers: readonly Answer[]) => {
  const counts: Record<string, number> = {}
  for (const answer of answers) {
    const kind = gateOf(answer)?.kind ?? String(answer.body.code ?? answer.status)
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
const inTurn = (i: number): RunningApp => (i % 2 === 0 ? servers.a : servers.b)
const readReservations = ({ gate }: Store) =>
  servers.read('SELECT state, order_id, units FROM reservation WHERE gate = $1 ORDER BY id', [gate.id])

describe('two servers on one database', () => {
  test('behavior: one of fifty parallel wallets gets the only place, and its order is settled once', async () => {
    const { a, b, wallets, read, demo } = servers
    const store = await servers.makeGate(CAP, {
      name: 'One of one',
      root: { kind: 'all', of: [coin()] },
      reaction: { value: '10' },
      limits: { perWallet: '', perToken: '', total: '1' },
    })
    // Each login starts at one server and finishes at the other.
    const logins = await Promise.all(wallets.map((wallet, i) => servers.sign(inTurn(i + 1), wallet)))
    const answers = await Promise.all(logins.map((login, i) => servers.unlock(inTurn(i), login, store)))
    expect(kinds(answers)).toEqual({ open: 1, closed: 49 })
    expect(await readReservations(store)).toMatchObject([{ state: 'open', order_id: null }])
    expect(await read('SELECT 1 FROM total_slot WHERE gate = $1', [store.gate.id])).toHaveLength(1)

    const proof = String(answers.find((answer) => answer.body.proof)?.body.proof)
    const { webhooks } = demo.shop
    webhooks.isHeld = true
    expect(await completeCheckout(store, await fillCart(store, proof))).toMatchObject({ total: '40.50' })
    const [told] = webhooks.held.filter(({ topic }) => topic === 'orders/create')
    webhooks.isHeld = false
    webhooks.held = []
    if (!told) throw new Error('Shopify sent no webhook of the order.')
    const send = ({ origin }: RunningApp) =>
      sendWebhook({
        appUrl: origin,
        apiSecret: demo.merchant.apiSecret,
        ...told,
        retryAfter: [],
        timeout: 60_000,
      })
    const sent = await Promise.all([send(a), send(b), send(a)])
    expect(sent).toEqual(Array(3).fill({ delivered: true, attempts: 1, status: 200 }))
    // A repeated settlement changes only `seenAt`.
    const readSettled = () =>
      read("SELECT order_id, outcome, detail - 'seenAt' AS detail, action, settled_at FROM settlement")
    const readOrder = async () => {
      const response = await fetch(`${demo.facts.storefront}/standin/orders`)
      const [order] = ((await response.json()) as { orders: { tags: string[] }[] }).orders
      return order
    }
    const countWork = async () => (await read("SELECT 1 FROM job WHERE kind IN ('order', 'hold')")).length
    await expect.poll(countWork, within).toBe(0)
    const [settled, order, [reservation]] = [
      await readSettled(),
      await readOrder(),
      await readReservations(store),
    ]
    expect(settled).toMatchObject([{ outcome: 'committed' }])
    expect(order?.tags).toEqual(['token-gate'])
    expect(reservation).toMatchObject({ state: 'committed', order_id: String(settled[0]?.order_id) })

    // A late repetition changes nothing.
    await Promise.all([send(b), send(a)])
    await expect.poll(countWork, within).toBe(0)
    expect(await readSettled()).toEqual(settled)
    expect(await readOrder()).toEqual(order)
    expect(await readReservations(store)).toEqual([reservation])
    expect(
      await read('SELECT state, count(*)::int AS n FROM "grant" WHERE order_id IS NOT NULL GROUP BY state'),
    ).toEqual([{ state: 'paid', n: 1 }])
  })

  test('behavior: one of fifty parallel visits with one token uses it', async () => {
    const wallet = makeDemoWallet('keeper of one owl')
    const { deployers, chains } = servers.demo.chains
    const address = chains.ethereum.contracts.erc721
    const args = [wallet.address, 9001n]
    await deployers.ethereum.write({ name: 'NightOwls', address, method: 'mint', args })
    const owl = { kind: 'erc721', chain: 'ethereum', contract: address, minimum: '1', tokenIds: '9001' }
    const store = await servers.makeGate(CHART, {
      name: 'Once per owl',
      root: { kind: 'all', of: [owl] },
      reaction: { value: '10' },
      limits: { perWallet: '', perToken: '1', total: '' },
    })
    const logins = await Promise.all(
      Array.from({ length: 50 }, (_, i) => servers.sign(inTurn(i + 1), wallet)),
    )
    const answers = await Promise.all(logins.map((login, i) => servers.unlock(inTurn(i), login, store)))
    expect(kinds(answers)).toEqual({ open: 1, closed: 49 })
    expect(
      await servers.read('SELECT kind, slot FROM redemption WHERE gate = $1', [store.gate.id]),
    ).toMatchObject([{ kind: 'token' }])
  })

  test('behavior: a login works once, at any server and at any speed', async () => {
    const { a, b, wallets } = servers
    const [wallet] = wallets
    const [gate] = servers.demo.facts.gates
    if (!wallet || !gate) throw new Error('There is no wallet.')
    const store = { storefront: servers.demo.facts.storefront, gate }
    const login = await servers.sign(a, wallet)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => servers.unlock(inTurn(i), login, store)),
    )
    expect(kinds(answers)).toEqual({ closed: 1, ERR_NONCE_UNKNOWN: 19 })
    // A visit that started at one server continues at the other.
    const session = answers.find(({ body }) => body.session)?.body.session
    const renewed = await servers.ask(b, 'renew', { session, gates: [gate.id], lines: [] })
    expect(renewed.status).toBe(200)
  })

  test('behavior: a gate that is paused at one server is refused by the other at once', async () => {
    const { a, b, wallets, demo } = servers
    const [wallet] = wallets
    if (!wallet) throw new Error('There is no wallet.')
    const store = await servers.makeGate(CARD, {
      name: 'Cards',
      root: { kind: 'all', of: [coin()] },
      reaction: { value: '10' },
    })
    const [first, second, third] = [
      await servers.sign(b, wallet),
      await servers.sign(b, wallet),
      await servers.sign(b, wallet),
    ]
    const opened = await servers.unlock(b, first, store)
    expect(kinds([opened])).toEqual({ open: 1 })
    const setState = async (state: 'active' | 'paused') => {
      const body = { state, numbers: [store.gate.id] }
      const changed = await demo.requestAdmin({ path: '/app/gates/state.data', body, server: a })
      expect([changed.status, await changed.text()]).toEqual([200, expect.stringContaining(`"${state}"`)])
    }
    await setState('paused')
    const [refused, renewed] = await Promise.all([
      servers.unlock(b, second, store),
      servers.ask(b, 'renew', { session: opened.body.session, gates: [store.gate.id], lines: [] }),
    ])
    expect([refused, renewed].map((answer) => [gateOf(answer)?.kind, answer.body.proof])).toEqual([
      ['closed', null],
      ['closed', null],
    ])
    await setState('active')
    expect(kinds([await servers.unlock(b, third, store)])).toEqual({ open: 1 })
  })

  test('behavior: keys and tokens of one server count at the other at once, and revocations within six seconds', async () => {
    const { a, b, demo } = servers
    const { secret } = demo.facts.keys
    const call = async (
      { origin }: RunningApp,
      { path, headers, body }: { path: string; headers?: Record<string, string>; body?: unknown },
    ) => {
      const response = await fetch(`${origin}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body ?? {}),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, json: JSON.parse(text || '{}') }
    }
    const signer = {
      api: { call: (asked: Parameters<typeof call>[1]) => call(a, asked) },
      key: secret,
      wallet: openWallet('holder'),
      domain: new URL(demo.facts.storefront).host,
      uri: demo.facts.storefront,
    }
    // One signature, sent to both servers at once.
    const body = await signLogin(signer)
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => call(inTurn(i), { path: '/auth', headers: basic(secret), body })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(401)])

    const { accessToken } = await logIn(signer)
    const validate = async (server: RunningApp, key = secret) =>
      (await call(server, { path: '/auth/validate', headers: basic(key), body: { accessToken } })).status
    expect([await validate(b), await validate(a)]).toEqual([200, 200])

    const ids = async (path: string): Promise<readonly string[]> => {
      const text = await (await demo.requestAdmin({ path: `${path}.data`, server: a })).text()
      return text.match(/(?<=")(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32})(?=")/g) ?? []
    }
    const page = `/app/developers/${(await ids('/app/developers'))[0]}`
    const before = await ids(page)
    const made = await demo.requestAdmin({
      path: `${page}/keys.data`,
      body: { kind: 'secret', name: 'Second' },
      server: a,
    })
    const second = /"(sk_[0-9a-f]{32})"/.exec(await made.text())?.[1] ?? ''
    const use = async ({ origin }: RunningApp) =>
      (await fetch(`${origin}/api/v1/chains`, { headers: basic(second) })).status
    expect([await use(b), await use(a)]).toEqual([200, 200])

    const keyId = (await ids(page)).find((id) => !before.includes(id))
    const ended = await demo.requestAdmin({ path: `${page}/keys/${keyId}/revoke.data`, body: {}, server: a })
    expect(ended.status).toBe(200)
    const revoked = await fetch(`${a.origin}/api/v1/oauth2/revoke`, {
      method: 'POST',
      headers: basic(secret),
      body: new URLSearchParams({ token: accessToken }),
    })
    expect(revoked.status).toBe(200)
    const takenAt = Date.now()
    expect([await use(a), await validate(a)]).toEqual([401, 401])
    // The time of the request counts, because the answer may be slow.
    let lastTaken = takenAt
    const askOther = async () => {
      const askedAt = Date.now()
      const statuses = [await use(b), await validate(b)]
      if (statuses.includes(200)) lastTaken = askedAt
      return statuses
    }
    await expect.poll(askOther, within).toEqual([401, 401])
    expect(lastTaken - takenAt).toBeLessThan(6000)
  })

  test.each([
    ['twenty sign-ins at once with the secret key', 'secret', 20],
    ['the sign-ins of six tabs at once with the publishable key', 'publishable', 6],
  ] as const)(
    'behavior: %s of picket-node pass, each once, begun at one server and finished at the other',
    async (_, kind, count) => {
      const { facts } = servers.demo
      const { origin } = new URL(facts.api)
      const wallet = openWallet(`of ${count} sign-ins`)
      const clients = Array.from({ length: count }, (_, i) =>
        [inTurn(i), inTurn(i + 1)].map((server) =>
          Object.assign(new Picket(facts.keys[kind]), { baseURL: facts.api.replace(origin, server.origin) }),
        ),
      )
      const logins = await Promise.all(
        clients.map(async ([client]) => {
          const nonce = await client?.nonce({ chain: 'ethereum', walletAddress: wallet.address })
          if (!nonce) throw new Error('There is no client.')
          const at = { issuedAt: new Date().toISOString(), chainId: 1, chainType: 'ethereum' } as const
          const context = { domain: 'localhost:5173', uri: 'http://localhost:5173', ...at, locale: 'en' }
          const message = spellMessage({ ...nonce, ...context, walletAddress: wallet.address })
          const signature = await wallet.signMessage({ message })
          return { chain: 'ethereum', walletAddress: wallet.address, signature, context }
        }),
      )
      expect(new Set(logins.map(({ signature }) => signature)).size).toBe(count)
      const finish = () =>
        Promise.all(
          clients.map(([, client], i) =>
            client?.auth(logins[i] as (typeof logins)[number]).then(
              ({ user }) => user.walletAddress,
              (refused: { error?: string }) => refused.error,
            ),
          ),
        )
      expect(await finish()).toEqual(logins.map(() => wallet.address))
      expect(await finish()).toEqual(logins.map(() => 'ERR_NONCE_UNKNOWN'))
    },
  )

  test('behavior: a Shopify token that ends is replaced once, whichever server needs it', async () => {
    const { a, b, demo, read } = servers
    const { shop } = demo
    const countTokens = () => shop.installation?.accessTokens.size ?? 0
    const expire = () =>
      read("UPDATE session SET expires = now() + interval '1 minute' WHERE shop = $1", [demo.facts.shop])
    await expire()
    const before = countTokens()
    const tell = async (id: number, server: RunningApp) =>
      sendWebhook({
        appUrl: server.origin,
        apiSecret: demo.merchant.apiSecret,
        shop,
        topic: 'products/update',
        payload: { id, admin_graphql_api_id: `gid://shopify/Product/${id}` },
        retryAfter: [],
        timeout: 60_000,
      })
    await Promise.all([8101, 8102, 8103, 8104, 8105, 8106].map((id, i) => tell(id, i % 2 ? a : b)))
    const isIdle = async () => (await read("SELECT 1 FROM job WHERE kind = 'product'")).length
    await expect.poll(isIdle, within).toBe(0)
    expect(countTokens()).toBe(before + 1)

    await expire()
    const pages = await Promise.all(
      Array.from({ length: 8 }, (_, i) => demo.requestAdmin({ path: '/app.data', server: inTurn(i) })),
    )
    expect(pages.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(countTokens()).toBe(before + 2)
  })
})
