import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateDraft } from '../../../app/core/gate/types.ts'
import { signProof } from '../../../app/crypto/proofs.ts'
import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { jobTable } from '../../../app/jobs/jobTable.ts'
import { runDueJobs } from '../../../app/jobs/runDueJobs.ts'
import { makeStores } from '../../db/makeStores.ts'
import { sampleShop } from '../../db/samples.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, holder, makeGate } from '../../fakes/fakeContext.ts'
import { openTestPort, type TestPort } from '../../shopify/openTestPort.ts'
import { openMemoryDatabase } from '../../standin/postgres/openMemoryDatabase.ts'
import type { StandinOrder } from '../../standin/shopify/state.ts'
import { createStorefront } from '../../standin/shopify/storefront/createStorefront.ts'
import { createThemes } from '../../standin/shopify/storefront/createThemes.ts'
import { renewSigned, unlockSigned, visitKey } from './signedFlows.ts'

/*
 * A shop that may not run Functions, from publishing to settlement. The database is real; Shopify is the stand-in with
 * its real schemas and its checkout.
 */
const JACKET = { productId: 11, variantId: 111 }
const MUG = { productId: 12, variantId: 121 }
const NONE = { ...NO_FLAGS, price: null }
const SIGNATURE = '0xgood'

let db: Database
let open: TestPort
let ctx: FlowContext
let storefront: ReturnType<typeof createStorefront>
const { myshopifyDomain } = sampleShop({ myshopifyDomain: 'northwind.myshopify.com' })

beforeAll(async () => {
  db = await openMemoryDatabase()
  open = await openTestPort()
  const { state, shop } = open.admin
  shop.functionsAllowed = false
  const now = () => Math.floor(Date.now() / 1000) + shop.clockOffsetSeconds
  const stores = makeStores(db, { now })
  await stores.shops.save({ ...sampleShop({ myshopifyDomain }), savedAt: now() })
  const fakes = fakeContext({ signers: new Map([[SIGNATURE, holder]]) })
  ctx = override(fakes.ctx, { ...stores, sessions: fakes.ctx.sessions, now, signProof, shopify: open.port })
  storefront = createStorefront({
    state,
    shop,
    functions: new Map(),
    signIns: new Map(),
    themes: createThemes({ shop }),
    extensionDir: fileURLToPath(new URL('../../../extensions/gate-block', import.meta.url)),
    headHtml: '',
    appOrigin: 'http://127.0.0.1:1',
    apiKey: 'key',
    apiSecret: 'test-secret',
    proxy: { subpath: 'palisade', target: '/proxy' },
  })
})
afterAll(async () => {
  await open.admin.close()
  await db.close()
})

async function publish(changes: Partial<GateDraft>): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const draft = makeGate({ subject: { kind: 'products', ids: [JACKET.productId] }, ...changes })
  const profile = (await ctx.profiles.choose({ shopId: shop.id, combination: draft.combination })) ?? 0
  const { number } = await ctx.gates.create({
    actor: 'system',
    shopId: shop.id,
    draft,
    profile,
    at: ctx.now() - 600,
  })
  return publishGate(ctx, { shop, number })
}

async function unlock(gates: readonly number[], cartToken: string) {
  const caller = { myshopifyDomain, clientAddress: null, walletAddress: holder as string }
  const requestedDomain = (await ctx.shops.load(myshopifyDomain)).primaryDomain
  const { key } = visitKey
  const nonce = await issueNonce(ctx, { ...caller, requestedDomain, chain: 'ethereum', key })
  const body = { ...caller, gates, lines: [JACKET], cartToken, customerId: null, vaults: [] }
  const asked = { signature: SIGNATURE, signedMessage: null, session: null }
  const answer = await unlockSigned(ctx, { ...body, ...asked, nonce: nonce.value })
  const renew = () => renewSigned(ctx, { ...body, session: answer.session })
  return { ...answer, renew }
}

/** A shopper with their own cart. */
async function openCart() {
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json' })
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await storefront.request(`http://shop.test${path}`, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return answer.json() as Promise<Record<string, unknown>>
  }
  const post = (path: string, body: unknown) => ask(path, { method: 'POST', body: JSON.stringify(body) })
  const { token } = await ask('/cart.js')
  return {
    token: String(token),
    add: (id: number, quantity = 1) => post('/cart/add.js', { id, quantity }),
    update: (body: unknown) => post('/cart/update.js', body),
    checkout: () => ask('/checkout'),
    buy: async () => {
      const { order } = (await ask('/checkout/complete', { method: 'POST' })) as { order: StandinOrder }
      return order
    },
  }
}

/** Run what the order's webhook starts. */
async function settle(order: StandinOrder) {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const payload = { cartToken: order.cartToken }
  await ctx.jobs.add({ shopId, kind: 'order', key: String(order.id), payload, runAt: ctx.now() })
  await runJobs()
  return ctx.settlements.load({ shopId, orderId: order.id })
}

async function runJobs(): Promise<void> {
  const door = { now: ctx.now, jobs: ctx.jobs, shopContext: () => ctx, table: jobTable }
  await runDueJobs({ door })
}
const standing = () => [...open.admin.shop.codeDiscounts.values()].map(({ code }) => code)

test('default: a code takes its price off once at the checkout, and its order pays with the grant', async () => {
  const price = { kind: 'percentage', hundredths: 2000 } as const
  const { number } = await publish({ reaction: { ...NONE, price } })
  expect((await ctx.shops.load(myshopifyDomain)).enforcement.level).toBe('codes')
  const cart = await openCart()
  await cart.add(MUG.variantId)
  await cart.add(JACKET.variantId)
  expect(await cart.checkout()).toMatchObject({ total: '138.00', discounts: '0.00' })
  const visit = await unlock([number], cart.token)
  expect(visit).toMatchObject({ gates: [{ id: number, kind: 'open' }], codes: [{ gate: number }] })
  const codes = visit.codes.map(({ code }) => code)
  expect((await visit.renew()).codes).toEqual(visit.codes)
  expect(standing()).toEqual(codes)
  await cart.update({ discount: codes.join() })
  expect(await cart.checkout()).toMatchObject({ total: '114.00', discounts: '24.00' })
  const order = await cart.buy()
  const settled = await settle(order)
  expect(settled?.settlement).toMatchObject({
    outcome: 'committed',
    lines: [
      { outcome: 'committed', gates: [number] },
      { outcome: 'none', gates: [] },
    ],
  })
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const [grant] = await ctx.ledger.findGrants({ shopId, ids: settled?.settlement.grants ?? [] })
  expect(grant).toMatchObject({ state: 'paid', orderId: BigInt(order.id) })

  // The used code gives nothing to anybody else; the visit's next order gets a new one.
  const thief = await openCart()
  await thief.add(JACKET.variantId)
  await thief.update({ discount: codes.join() })
  expect(await thief.checkout()).toMatchObject({ total: '120.00' })
  const again = await visit.renew()
  expect(again.codes).toHaveLength(1)
  expect(again.codes).not.toEqual(visit.codes)

  // After its end the code is deleted. A late or repeated webhook does not change the settlement.
  open.admin.shop.clockOffsetSeconds += 4 * 3600
  await runJobs()
  expect(standing()).toEqual([])
  expect((await settle(order))?.settlement).toEqual(settled?.settlement)
})

test('behavior: a price and free shipping are two codes, and one checkout accepts both', async () => {
  const price = { kind: 'orderAmount', thousandths: 5_000n } as const
  const combination = {
    orderDiscounts: false,
    productDiscounts: false,
    shippingDiscounts: false,
    purchases: 'oneTime',
  } as const
  const { number } = await publish({ reaction: { ...NONE, price, freeShipping: true }, combination })
  const cart = await openCart()
  await cart.add(JACKET.variantId)
  open.admin.shop.shippingRate = '7.00'
  expect(await cart.checkout()).toMatchObject({ total: '127.00' })
  const visit = await unlock([number], cart.token)
  expect(visit.codes.map(({ gate }) => gate)).toEqual([number, number])
  await cart.update({ discount: visit.codes.map(({ code }) => code).join() })
  expect(await cart.checkout()).toMatchObject({ total: '115.00', discounts: '12.00' })
  const settled = await settle(await cart.buy())
  expect(settled?.settlement).toMatchObject({ outcome: 'committed', wholeOutcome: 'committed' })
  expect(settled?.settlement.grants).toHaveLength(1)
})

test('behavior: access without Functions is judged by settlement: an outsider’s order is held, a holder’s is committed', async () => {
  const subject = { kind: 'products', ids: [MUG.productId] } as const
  const price = { kind: 'percentage', hundredths: 1000 } as const
  const gate = await publish({ subject, reaction: { ...NONE, exclusive: true, price } })
  const outsider = await openCart()
  await outsider.add(MUG.variantId)
  const refused = await settle(await outsider.buy())
  expect(refused?.settlement).toMatchObject({
    outcome: 'unproved',
    lines: [{ reasons: [{ kind: 'no-proof' }], closedGates: [gate.number] }],
  })
  expect(refused?.action).toMatchObject({ kind: 'hold', state: 'pending' })
  const cart = await openCart()
  await cart.add(MUG.variantId)
  const visit = await unlock([gate.number], cart.token)
  // The code alone proves access, whatever happened to the cart's attribute.
  await cart.update({ discount: visit.codes.map(({ code }) => code).join() })
  const settled = await settle(await cart.buy())
  expect(settled?.settlement).toMatchObject({ outcome: 'committed', lines: [{ gates: [gate.number] }] })
})
