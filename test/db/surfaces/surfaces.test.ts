import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { loadCustomerOpenings } from '../../../app/flows/surfaces/loadCustomerOpenings.ts'
import { loadOrderOpenings } from '../../../app/flows/surfaces/loadOrderOpenings.ts'
import { removeWallets } from '../../../app/flows/surfaces/removeWallets.ts'
import { formatCustomerOpenings } from '../../../app/proxy/surfaces/formatCustomerOpenings.ts'
import { formatOrderOpenings } from '../../../app/proxy/surfaces/formatOrderOpenings.ts'
import { checkCustomer, type SurfaceDoor, surfaceRoute } from '../../../app/proxy/surfaces/surfaceRoute.ts'
import { CustomerBody, OrderBody } from '../../../app/proxy/surfaces/wire.ts'
import { verifySurfaceToken } from '../../../app/shopify/verifySurfaceToken.ts'
import { renderCustomer } from '../../../extensions/shopper-surfaces/renderCustomer.ts'
import { renderOrder } from '../../../extensions/shopper-surfaces/renderOrder.ts'
import { openSurface } from '../../extensions/shopper-surfaces/openSurface.ts'
import { signSurfaceToken } from '../../standin/shopify/oauth/signSurfaceToken.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeLine, openWorld, type World } from '../orders/openWorld.ts'

/*
 * From the block to the database and back: the blocks as they are, the door with Shopify's session token, the flows, and the
 * settlement of an order, on both engines. Shopify's page is a host of our own.
 */
const APP = { apiKey: 'key', apiSecret: 'the app’s secret' }
const CUSTOMER = 901

describe.each(engines)('blocks of buyers on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  /** The routes of `app/routes/surfaces.*`, over the world's ports. */
  function openDoor({ ctx, now }: Pick<World, 'ctx' | 'now'>) {
    const sign = (body: string | Uint8Array) =>
      createHmac('sha256', APP.apiSecret).update(body).digest('base64')
    const door: SurfaceDoor = {
      verify: (token) =>
        verifySurfaceToken({ token, sign, isEqual: (a, b) => a === b, apiKey: APP.apiKey, now }),
      ceiling: { run: (_turn, run) => run() },
      trustedProxies: 0,
    }
    const limited = Object.assign(Object.create(ctx) as typeof ctx, { limitFactor: 1 })
    const routes = {
      '/surfaces/order': surfaceRoute({
        ...{ door, schema: OrderBody, format: formatOrderOpenings },
        run: (caller, { order, confirmation = null }) =>
          loadOrderOpenings(limited, { ...caller, orderId: Number(order), confirmation }),
      }),
      '/surfaces/customer': surfaceRoute({
        ...{ door, schema: CustomerBody, format: formatCustomerOpenings },
        run: async (caller) => loadCustomerOpenings(limited, checkCustomer(caller)),
      }),
      '/surfaces/signout': surfaceRoute({
        ...{ door, schema: CustomerBody, format: () => ({ kind: 'done' }) },
        run: async (caller) => removeWallets(limited, checkCustomer(caller)),
      }),
    }
    return (path: string, body: object, token: string): Promise<Response> =>
      routes[path as keyof typeof routes]({
        context: { remoteAddress: '203.0.113.9' },
        request: new Request(`https://app.example${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body: JSON.stringify(body),
        }),
      })
  }

  async function open(customerId: number | null = CUSTOMER) {
    const world = await openWorld({ db, settings: { tagsCustomers: true } })
    const { shop } = world
    const tokenOf = (id: number | null, more: Record<string, unknown> = {}) =>
      signSurfaceToken({
        ...{ shop: shop.myshopifyDomain, customerId: id, now: world.now },
        ...APP,
        claims: more,
      })
    const ask = (path: string, body: object, token = tokenOf(customerId)) =>
      openDoor(world)(path, body, token)
    const gate = await world.makeGate({
      ...{ name: 'Owls', guard: 'open', limits: { perWallet: 2, perToken: null, total: null } },
      reaction: { ...NO_FLAGS, exclusive: true, price: { kind: 'percentage', hundredths: 1000 } },
    })
    return { world, gate, tokenOf, ask }
  }

  /** Buy with an unlock, and settle the order. */
  async function buy(
    { world, gate }: { world: World; gate: Gate },
    { orderId, customerId = null, proof }: { orderId: number; customerId?: number | null; proof?: string },
  ) {
    const unlocked = await world.unlock({ gates: [gate] })
    const line = makeLine({ id: orderId * 10, proof: proof ?? unlocked.proofs.l })
    world.shopify.place({ id: orderId, customerId, lines: [line] })
    await world.hear(orderId, undefined, customerId)
    return unlocked
  }

  const showOrder = async (
    ask: (path: string, body: object) => Promise<Response>,
    orderId: number,
    confirmation: string | null = null,
  ) => {
    const surface = openSurface({ extension: 'thank-you', answer: ask })
    await renderOrder(surface.host, {
      ...{ orderGid: `gid://shopify/Order/${orderId}`, confirmation, hasUnlock: true },
    })
    return surface.text()
  }
  const readCode = async (answer: Promise<Response>) => {
    const { status, headers, ...rest } = await answer.then(async (one) => ({
      ...{ status: one.status, headers: one.headers },
      ...((await one.json()) as { code?: string; msg?: string }),
    }))
    expect(headers.get('access-control-allow-origin')).toBe('*')
    return [status, rest.code]
  }

  test('default: the customer of an order reads which wallet opened what', async () => {
    const { world, gate, ask } = await open()
    const { wallet } = await buy({ world, gate }, { orderId: 7001, customerId: CUSTOMER })
    const text = await showOrder(ask, 7001)
    const short = `${wallet.slice(0, 4)}…${wallet.slice(-2)}`
    expect(text).toContain(`Your wallet ${short} gave you access to Item 70010.`)
    expect(text).toContain(`Your wallet ${short} opened 10% off Item 70010.`)
    expect(text).not.toContain(wallet)
  })

  test('behavior: a guest has the confirmation number, and a token is named', async () => {
    const { world, ask } = await open(null)
    const gate = await world.makeGate({
      ...{ name: 'Owls', guard: 'open', limits: { perWallet: null, perToken: 1, total: null } },
    })
    const key = 'ethereum:0x00000000000000000000000000000000000000aa:17'
    const unlocked = await world.unlock({ gates: [gate], tokens: [key] })
    world.shopify.place({
      id: 7002,
      customerId: null,
      lines: [makeLine({ id: 70020, proof: unlocked.proofs.l })],
    })
    await world.hear(7002)
    expect(await showOrder(ask, 7002, 'CONFIRM7002')).toMatch(/ #17 gave you access to Item 70020\.$/)
    expect(await readCode(ask('/surfaces/order', { order: '7002', confirmation: 'CONFIRM7003' }))).toEqual([
      404,
      'ERR_NOT_FOUND',
    ])
    expect(await readCode(ask('/surfaces/order', { order: '7002' }))).toEqual([404, 'ERR_NOT_FOUND'])
  })

  test('refuses: an order of another customer, of another shop, and one that does not exist (ERR_NOT_FOUND)', async () => {
    const { world, gate, ask, tokenOf } = await open()
    await buy({ world, gate }, { orderId: 7011, customerId: CUSTOMER })
    const other = await open()
    for (const [answer, what] of [
      [ask('/surfaces/order', { order: '7011' }, tokenOf(902)), 'another customer'],
      [ask('/surfaces/order', { order: '7011' }, tokenOf(null)), 'a guest'],
      [ask('/surfaces/order', { order: '7012' }), 'no order'],
      [other.ask('/surfaces/order', { order: '7011' }), 'another shop'],
    ] as const)
      expect([what, ...(await readCode(answer))]).toEqual([what, 404, 'ERR_NOT_FOUND'])
    const nobody = tokenOf(CUSTOMER, { dest: 'nobody.myshopify.com' })
    expect(await readCode(ask('/surfaces/order', { order: '7011' }, nobody))).toEqual([
      404,
      'ERR_SHOP_NOT_FOUND',
    ])
    expect((await ask('/surfaces/order', { order: '7011' })).status).toBe(200)
  })

  test('refuses: a token that is forged, ended, of another app or of the admin, or none (ERR_TOKEN_INVALID)', async () => {
    const { world, ask, tokenOf } = await open()
    const shop = world.shop.myshopifyDomain
    const forged = signSurfaceToken({
      shop,
      customerId: CUSTOMER,
      now: world.now,
      apiKey: 'key',
      apiSecret: 'guessed',
    })
    const tokens = [
      forged,
      tokenOf(CUSTOMER, { exp: world.now - 60, nbf: world.now - 360 }),
      tokenOf(CUSTOMER, { aud: 'another app' }),
      tokenOf(CUSTOMER, { dest: 'example.com' }),
      tokenOf(null, { sub: '901', iss: `https://${shop}/admin`, dest: `https://${shop}` }),
      `${tokenOf(CUSTOMER)}x`,
      'x',
    ]
    for (const path of ['/surfaces/order', '/surfaces/customer', '/surfaces/signout'])
      for (const token of tokens)
        expect(await readCode(ask(path, { order: '1' }, token))).toEqual([401, 'ERR_TOKEN_INVALID'])
    // A guest has no account.
    expect(await readCode(ask('/surfaces/customer', {}, tokenOf(null)))).toEqual([401, 'ERR_TOKEN_INVALID'])
    expect(await readCode(ask('/surfaces/order', { order: 'x' }))).toEqual([400, 'ERR_BODY_INVALID'])
  })

  test('behavior: an order that is not settled yet waits; after ten minutes no gate has to do with it', async () => {
    const { world, ask } = await open()
    world.shopify.place({ id: 7021, customerId: CUSTOMER, createdAt: world.now })
    const confirmation = 'CONFIRM7021'
    expect(await (await ask('/surfaces/order', { order: '7021', confirmation })).json()).toEqual({
      kind: 'waiting',
    })
    world.now += 601
    expect(await (await ask('/surfaces/order', { order: '7021', confirmation })).json()).toEqual({
      kind: 'none',
    })
  })

  test('behavior: a held order says why, and names no other order', async () => {
    const { world, gate, ask } = await open()
    const { proofs } = await buy({ world, gate }, { orderId: 7031, customerId: CUSTOMER })
    await buy({ world, gate }, { orderId: 7032, customerId: CUSTOMER, proof: proofs.l })
    expect((await world.load(7032)).settlement.outcome).toBe('duplicate')
    const text = await showOrder(ask, 7032)
    expect(text).toContain('Its unlock was already used.')
    expect(text).not.toContain('7031')
  })

  test('behavior: a customer sees wallets, what is open until when, and orders; signing out ends the first two', async () => {
    const { world, gate, ask } = await open()
    const { wallet } = await buy({ world, gate }, { orderId: 7041, customerId: CUSTOMER })
    await buy({ world, gate }, { orderId: 7042, customerId: 902 })
    const bound = await world.unlock({ gates: [gate], buyer: String(CUSTOMER) })
    await world.ports.customers.addUnlock({
      ...{
        shopId: world.shop.id,
        customerId: String(CUSTOMER),
        gates: [gate.number],
        vaults: [],
        isSure: true,
      },
      wallets: [{ chain: 'ethereum' as never, address: wallet, kind: 'key' }],
      ...{ at: world.now, nextCheckAt: world.now + 86_400 },
    })
    const surface = openSurface({ extension: 'customer-account', answer: ask })
    await renderCustomer(surface.host)
    const short = (address: string) => `${address.slice(0, 4)}…${address.slice(-2)}`
    expect(surface.html()).toContain(`<s-list-item>${short(wallet)}</s-list-item>`)
    expect(surface.html()).toContain(`<s-list-item>${short(bound.wallet)}</s-list-item>`)
    // 16:00 of the shop's clock.
    expect(surface.html()).toMatch(/<s-list-item>Owls, until Nov 25, 2026, 3:00\sPM<\/s-list-item>/)
    expect(surface.text()).toContain(`Your wallet ${short(wallet)} opened 10% off.`)
    expect(surface.text()).not.toContain('7042')
    await surface.click('Sign out my wallets')
    expect(surface.text()).toContain('Your wallets are signed out.')
    const [visit] = await world.ports.settlements.findVisits({ shopId: world.shop.id, ids: [bound.visitId] })
    expect(visit?.expiresAt).toBe(world.now)
    const left = await world.ports.customers.readSummary({
      ...{ shopId: world.shop.id, customerId: String(CUSTOMER), orders: 20, at: world.now },
    })
    expect(left).toMatchObject({ held: [], orderIds: [7041] })
    expect(left.wallets).not.toContain(wallet)
    // What the order used still counts.
    expect(await world.uses(gate)).toMatchObject({ committed: 2 })
  })

  test('behavior: an erased customer has no order any more (ERR_NOT_FOUND)', async () => {
    const { world, gate, ask } = await open()
    await buy({ world, gate }, { orderId: 7051, customerId: CUSTOMER })
    await world.ports.privacy.redactCustomer({
      shopId: world.shop.id,
      customerId: CUSTOMER,
      orderIds: [7051],
    })
    expect(await readCode(ask('/surfaces/order', { order: '7051', confirmation: 'CONFIRM7051' }))).toEqual([
      404,
      'ERR_NOT_FOUND',
    ])
  })

  test('refuses: the 121st request of a client within a minute (ERR_RATE_LIMITED)', async () => {
    const { ask } = await open()
    for (let asked = 1; asked <= 120; asked += 1)
      expect((await ask('/surfaces/customer', {})).status).toBe(200)
    const refused = await ask('/surfaces/order', { order: '1' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await readCode(Promise.resolve(refused))).toEqual([429, 'ERR_RATE_LIMITED'])
  })
})
