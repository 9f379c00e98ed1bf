import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../../scripts/buildFunctions.ts'
import { findFunctionErrors } from '../../../standin/shopify/checkout/errorHistory.ts'
import {
  type FunctionExtension,
  loadFunctionExtension,
} from '../../../standin/shopify/checkout/loadFunctionExtension.ts'
import { readLocalTime } from '../../../standin/shopify/checkout/readLocalTime.ts'
import { metafieldKey, type StandinDiscount, shopNow } from '../../../standin/shopify/state.ts'
import { CUSTOMER_ID, JACKET, MUG, openTestShop, type TestShop } from '../openTestShop.ts'

const DISCOUNT = 'gid://shopify/DiscountAutomaticNode/1'
const JACKET_GID = `gid://shopify/Product/${JACKET.productId}`
const MUG_GID = `gid://shopify/Product/${MUG.productId}`
const EPOCH = '5f3a9c01'
const KEY = '5f5d9d55e4a373634cd7af5a07392bda7215d1b23937a7f1f06d9567762fa444'
const DAY = 86_400
const LINES = 'cart.lines.discounts.generate.run'
const DELIVERY = 'cart.delivery-options.discounts.generate.run'

type View = {
  lines: { title: string; quantity: number; discounts: { title: string; amount: string }[]; total: string }[]
  subtotal: string
  discounts: string
  total: string
  functionRuns: {
    handle: string
    target: string
    instructions: number | null
    error: string | null
    output: unknown
  }[]
}

let functions: ReadonlyMap<string, FunctionExtension>

beforeAll(async () => {
  await buildFunctions()
  functions = new Map([['gate-discount', await loadFunctionExtension({ handle: 'gate-discount' })]])
})

function putMetafield({ shop }: TestShop, ownerGid: string, key: string, value: string): void {
  const namespace = 'app--4711'
  const [createdAt, id] = ['2026-11-25T00:00:00Z', `gid://shopify/Metafield/${shop.metafields.size + 1}`]
  const type = key === 'proof_config' ? 'json' : 'single_line_text_field'
  shop.metafields.set(metafieldKey(ownerGid, namespace, key), {
    ...{ id, ownerGid, namespace, key, type, value, createdAt, updatedAt: createdAt },
  })
}

function openGatedShop(changes: Partial<StandinDiscount> = {}, currencyCode = 'EUR'): TestShop {
  const opened = openTestShop({ functions, currencyCode })
  const discount: StandinDiscount = {
    id: DISCOUNT,
    title: 'Token holder price',
    functionHandle: 'gate-discount',
    discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'],
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
    startsAt: new Date(Date.now() - DAY * 1000).toISOString(),
    endsAt: null,
    status: 'ACTIVE',
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: true,
    recurringCycleLimit: 1,
    createdAt: '2026-11-25T00:00:00Z',
    updatedAt: '2026-11-25T00:00:00Z',
    ...changes,
  }
  opened.shop.discounts.set(DISCOUNT, discount)
  putMetafield(
    opened,
    DISCOUNT,
    'proof_config',
    JSON.stringify({ v: 1, p: 1, k: [[EPOCH, KEY]], x: [], o: [], a: [] }),
  )
  putMetafield(opened, JACKET_GID, 'gates', '2a')
  return opened
}

type Proof = { carrier?: 'c' | 'l'; buyer?: string; reaction?: string; gate?: string; cap?: number }

function signProof({ shop }: TestShop, proof: Proof = {}): string {
  const { carrier = 'c', buyer = '0', reaction = 'p2000', gate = '2a', cap = 0 } = proof
  const { date } = readLocalTime({ now: shopNow(shop) + DAY, ianaTimezone: shop.ianaTimezone })
  const until = `${date.replaceAll('-', '')}05`
  const entry = `${gate}:3:${cap}:1:${reaction}`
  const text = ['p1', carrier, EPOCH, until, buyer, '00112233445566aa', entry].join('~')
  return `${text}~${createHmac('sha256', Buffer.from(KEY, 'hex')).update(text).digest('hex').slice(0, 32)}`
}

async function readCheckout({ ask }: TestShop, query = ''): Promise<View> {
  return (await (await ask(`/checkout.json${query}`)).json()) as View
}

describe('priceCart', () => {
  test('default', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { items: [{ id: JACKET.small, quantity: 2 }, { id: MUG.variantId }] })
    await opened.post('/cart/update.js', { attributes: { _palisade: signProof(opened) } })
    const view = await readCheckout(opened)
    expect(view).toMatchObject({ subtotal: '258.50', discounts: '48.00', total: '210.50', errors: [] })
    const jacket = view.lines.find((line) => line.title === 'Varsity Jacket')
    expect(jacket).toMatchObject({
      discounts: [{ title: expect.stringMatching(/./), amount: '48.00' }],
      total: '192.00',
    })
    expect(view.functionRuns).toMatchObject([
      { target: LINES, error: null },
      { target: DELIVERY, error: null },
    ])
    expect(view.functionRuns[0]?.instructions).toBeGreaterThan(1000)
  })

  test('behavior: everything costs the full price without a proof', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    expect(await readCheckout(opened)).toMatchObject({ discounts: '0.00', total: '120.00' })
  })

  test('behavior: the checkout page, the cart page and cart.js agree with the JSON', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    await opened.post('/cart/update.js', { attributes: { _palisade: signProof(opened) } })
    const page = await (await opened.ask('/checkout')).text()
    expect(page).toMatch(/data-total>.*€96\.00/)
    expect(page).toContain('(−€24.00)')
    expect(page).toContain('TOTAL SAVINGS')
    const cart = (await (await opened.ask('/cart.js')).json()) as Record<string, unknown>
    expect(cart).toMatchObject({ total_price: 9600, original_total_price: 12000, total_discount: 2400 })
    expect(await (await opened.ask('/cart')).text()).toContain('€96.00')
  })

  test('behavior: buy it now carries the proof in the line', async () => {
    const opened = openGatedShop()
    const body = new URLSearchParams({
      id: String(JACKET.small),
      'properties[_palisade]': signProof(opened, { carrier: 'l' }),
    })
    const answer = await opened.ask('/cart/buy-now', { method: 'POST', body })
    const { search } = new URL(answer.headers.get('location') ?? '', 'http://shop.test')
    expect(await readCheckout(opened, search)).toMatchObject({ total: '96.00' })
  })

  test('behavior: a fixed amount follows the shopper’s currency', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small, quantity: 2 })
    await opened.post('/cart/update.js', {
      attributes: { _palisade: signProof(opened, { reaction: 'f10500' }) },
    })
    expect(await readCheckout(opened)).toMatchObject({ discounts: '21.00', total: '219.00' })
    await opened.ask('/?currency=JPY&rate=163.2567890123')
    expect(await readCheckout(opened)).toMatchObject({ subtotal: '39182', discounts: '3428', total: '35754' })
    await opened.ask('/?currency=KWD')
    expect(await readCheckout(opened)).toMatchObject({ discounts: '7.008', total: '73.092' })
  })

  test('behavior: a proof ends by the shop’s clock', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    await opened.post('/cart/update.js', { attributes: { _palisade: signProof(opened) } })
    expect(await readCheckout(opened)).toMatchObject({ total: '96.00' })
    await opened.post('/standin/clock', { offsetSeconds: 2 * DAY })
    expect(await readCheckout(opened)).toMatchObject({ total: '120.00' })
    await opened.post('/standin/clock', { offsetSeconds: 0 })
    expect(await readCheckout(opened)).toMatchObject({ total: '96.00' })
  })

  test('behavior: a proof for one customer needs that customer signed in', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    const proof = signProof(opened, { buyer: String(CUSTOMER_ID) })
    await opened.post('/cart/update.js', { attributes: { _palisade: proof } })
    expect(await readCheckout(opened)).toMatchObject({ total: '120.00' })
    await opened.post('/standin/login', { customerId: CUSTOMER_ID })
    expect(await readCheckout(opened)).toMatchObject({ total: '96.00' })
    await opened.post('/standin/login', { customerId: null })
    expect(await readCheckout(opened)).toMatchObject({ total: '120.00' })
  })

  test('behavior: a discount applies between its dates, by the shop’s clock', async () => {
    const opened = openGatedShop({ startsAt: new Date(Date.now() + DAY * 500).toISOString() })
    await opened.post('/cart/add.js', { id: JACKET.small })
    await opened.post('/cart/update.js', { attributes: { _palisade: signProof(opened) } })
    expect((await readCheckout(opened)).functionRuns).toEqual([])
    await opened.post('/standin/clock', { offsetSeconds: DAY })
    expect((await readCheckout(opened)).functionRuns).toHaveLength(2)
  })

  test('behavior: a metafield over 10,000 bytes reads as absent', async () => {
    const opened = openGatedShop()
    putMetafield(opened, JACKET_GID, 'gates', '2a'.padEnd(10_001))
    putMetafield(opened, MUG_GID, 'gates', '2a')
    await opened.post('/cart/add.js', { items: [{ id: JACKET.small }, { id: MUG.variantId }] })
    await opened.post('/cart/update.js', { attributes: { _palisade: signProof(opened) } })
    expect(await readCheckout(opened)).toMatchObject({ discounts: '3.70' })
  })

  test('behavior: a failed run gives no discount and is recorded as an error', async () => {
    const opened = openGatedShop({ functionHandle: 'not-deployed' })
    await opened.post('/cart/add.js', { id: JACKET.small })
    const view = await readCheckout(opened)
    expect(view).toMatchObject({
      total: '120.00',
      functionRuns: [{ error: expect.stringContaining('not-deployed') }],
    })
    expect(findFunctionErrors(opened.shop, DISCOUNT)?.lastMessage).toContain('not-deployed')
  })

  test('behavior: the Function reads the discount’s own classes', async () => {
    const opened = openGatedShop({ discountClasses: ['ORDER'] })
    await opened.post('/cart/add.js', { id: JACKET.small })
    await opened.post('/cart/update.js', { attributes: { _palisade: signProof(opened) } })
    expect(await readCheckout(opened)).toMatchObject({
      total: '120.00',
      functionRuns: [{ output: { operations: [] } }, { output: { operations: [] } }],
    })
  })

  test('behavior: an order keeps lines, discounts, attributes and the cart’s token', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small, properties: { Name: 'Ada' } })
    const proof = signProof(opened)
    await opened.post('/cart/update.js', { attributes: { _palisade: proof } })
    const cart = (await (await opened.ask('/cart.js')).json()) as { token: string }
    const headers = { accept: 'application/json' }
    const answer = await opened.ask('/checkout/complete', { method: 'POST', headers })
    expect(answer.status).toBe(201)
    const [order] = opened.shop.orders
    expect(order).toMatchObject({
      name: '#1001',
      cartToken: cart.token,
      attributes: { _palisade: proof },
      lines: [
        {
          variantId: JACKET.small,
          total: '96.00',
          discounts: [{ amount: '24.00' }],
          properties: { Name: 'Ada' },
        },
      ],
      total: '96.00',
    })
    const page = await (await opened.ask(`/checkout/thank-you/${order?.token}`)).text()
    expect(page).toContain('Order #1001')
    expect((await opened.ask('/checkout')).headers.get('location')).toBe('/cart')
  })
})
