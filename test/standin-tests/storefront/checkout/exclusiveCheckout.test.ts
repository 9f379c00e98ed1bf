import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../../scripts/buildFunctions.ts'
import {
  type FunctionExtension,
  loadFunctionExtension,
} from '../../../standin/shopify/checkout/loadFunctionExtension.ts'
import { readLocalTime } from '../../../standin/shopify/checkout/readLocalTime.ts'
import { metafieldKey, type StandinDiscount, shopNow } from '../../../standin/shopify/state.ts'
import { CUSTOMER_ID, JACKET, MUG, openTestShop, type TestShop } from '../openTestShop.ts'

const DISCOUNT = 'gid://shopify/DiscountAutomaticNode/1'
const VALIDATION = 'gid://shopify/Validation/1'
const JACKET_GID = `gid://shopify/Product/${JACKET.productId}`
const EPOCH = '5f3a9c01'
const KEY = '5f5d9d55e4a373634cd7af5a07392bda7215d1b23937a7f1f06d9567762fa444'
const DAY = 86_400
const FAILED = 'There was a problem with your checkout. Try again in a moment.'

type View = {
  subtotal: string
  shipping: string
  discounts: string
  total: string
  errors: { message: string; target: string }[]
  shippingDiscounts: { title: string; amount: string }[]
  codes: { code: string; applicable: boolean }[]
  functionRuns: { target: string; instructions: number | null; error: string | null; output: unknown }[]
}

let functions: ReadonlyMap<string, FunctionExtension>

beforeAll(async () => {
  await buildFunctions()
  const handles = ['gate-discount', 'gate-validation']
  functions = new Map(
    await Promise.all(
      handles.map(async (handle) => [handle, await loadFunctionExtension({ handle })] as const),
    ),
  )
})

function putMetafield({ shop }: TestShop, ownerGid: string, key: string, value: string): void {
  const namespace = 'app--4711'
  const at = '2026-11-25T00:00:00Z'
  const id = `gid://shopify/Metafield/${shop.metafields.size + 1}`
  const type = key === 'gates' || key === 'gate_pass' ? 'single_line_text_field' : 'json'
  const metafield = { id, ownerGid, namespace, key, type, value, createdAt: at, updatedAt: at }
  shop.metafields.set(metafieldKey(ownerGid, namespace, key), metafield)
}

function putConfig(opened: TestShop, more: object = {}): void {
  const config = { v: 1, k: [[EPOCH, KEY]], x: [], o: [], a: [], ...more }
  putMetafield(opened, DISCOUNT, 'proof_config', JSON.stringify({ ...config, p: 1 }))
  putMetafield(opened, VALIDATION, 'proof_config', JSON.stringify(config))
}

/** A shop whose jackets need gate 2a, and which charges 4.90 for a delivery. */
function openGatedShop(): TestShop {
  const validation = { id: VALIDATION, title: 'Token gates', functionHandle: 'gate-validation' }
  const opened = openTestShop({
    functions,
    validations: [{ ...validation, enabled: true, blockOnFailure: true }],
  })
  const { shop } = opened
  shop.shippingRate = '4.90'
  const all = { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true }
  const discount: StandinDiscount = {
    id: DISCOUNT,
    title: 'Token holder price',
    functionHandle: 'gate-discount',
    discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'],
    combinesWith: all,
    startsAt: new Date(Date.now() - DAY * 1000).toISOString(),
    endsAt: null,
    status: 'ACTIVE',
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: true,
    recurringCycleLimit: 1,
    createdAt: '2026-11-25T00:00:00Z',
    updatedAt: '2026-11-25T00:00:00Z',
  }
  shop.discounts.set(DISCOUNT, discount)
  putConfig(opened)
  putMetafield(opened, VALIDATION, 'input_variables', JSON.stringify({ exclusiveCollections: [] }))
  putMetafield(opened, JACKET_GID, 'gates', '2a*')
  return opened
}

type Proof = { carrier?: 'c' | 'l' | 'm'; buyer?: string; reaction?: string; cap?: number }

function signProof({ shop }: TestShop, proof: Proof = {}): string {
  const { carrier = 'c', buyer = '0', reaction = 'x+p2000', cap = 0 } = proof
  const { date } = readLocalTime({ now: shopNow(shop) + DAY, ianaTimezone: shop.ianaTimezone })
  const until = `${date.replaceAll('-', '')}05`
  const text = ['p1', carrier, EPOCH, until, buyer, '00112233445566aa', `2a:3:${cap}:1:${reaction}`].join('~')
  return `${text}~${createHmac('sha256', Buffer.from(KEY, 'hex')).update(text).digest('hex').slice(0, 32)}`
}

async function readCheckout({ ask }: TestShop, query = ''): Promise<View> {
  return (await (await ask(`/checkout.json${query}`)).json()) as View
}

async function complete({ ask }: TestShop, query = ''): Promise<Response> {
  return ask(`/checkout/complete${query}`, { method: 'POST', headers: { accept: 'application/json' } })
}

async function putProof(opened: TestShop, proof: string): Promise<void> {
  await opened.post('/cart/update.js', { attributes: { _palisade: proof } })
}

describe('an exclusive product', () => {
  test('default', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    await putProof(opened, signProof(opened))
    const view = await readCheckout(opened)
    expect(view).toMatchObject({ subtotal: '120.00', discounts: '24.00', shipping: '4.90', total: '100.90' })
    expect(view.errors).toEqual([])
    expect(view.functionRuns.map((run) => run.target)).toEqual([
      'cart.lines.discounts.generate.run',
      'cart.delivery-options.discounts.generate.run',
      'cart.validations.generate.run',
    ])
    expect((await complete(opened)).status).toBe(201)
    expect(opened.shop.orders).toHaveLength(1)
  })

  test('behavior: an outsider may fill a cart, but the checkout shows a message and takes no order', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    expect(await (await opened.ask('/cart')).text()).not.toContain('data-cart-error')
    const [error] = (await readCheckout(opened)).errors
    expect(error).toMatchObject({ target: '$.cart', message: expect.stringMatching(/\S{3,}.*\./) })
    expect(await (await opened.ask('/checkout')).text()).toContain('data-checkout-error')
    expect((await complete(opened)).status).toBe(422)
    expect(opened.shop.orders).toEqual([])
  })

  test('behavior: buy it now accepts the proof of the line, and refuses without one', async () => {
    const opened = openGatedShop()
    const buyNow = async (properties: Record<string, string>) => {
      const body = new URLSearchParams({ id: String(JACKET.small), ...properties })
      const answer = await opened.ask('/cart/buy-now', { method: 'POST', body })
      return new URL(answer.headers.get('location') ?? '', 'http://shop.test').search
    }
    expect((await complete(opened, await buyNow({}))).status).toBe(422)
    const proof = signProof(opened, { carrier: 'l' })
    expect((await complete(opened, await buyNow({ 'properties[_palisade]': proof }))).status).toBe(201)
  })

  test('behavior: the refusal is in the shopper’s language', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    const english = (await readCheckout(opened)).errors[0]?.message
    const german = (await readCheckout(opened, '?locale=de')).errors[0]?.message
    expect(german).not.toBe(english)
    expect(await opened.ask('/?locale=de')).toBeTruthy()
    expect((await readCheckout(opened)).errors[0]?.message).toBe(german)
  })

  test('behavior: the cart metafield opens the product, only the app can write it, and the order gets a copy', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    const { token } = (await (await opened.ask('/cart.js')).json()) as { token: string }
    putMetafield(opened, `gid://shopify/Cart/${token}`, 'gate_pass', signProof(opened, { carrier: 'm' }))
    opened.shop.metafieldDefinitions.set('ORDER|app--4711|gate_pass', {
      id: 'gid://shopify/MetafieldDefinition/1',
      ownerType: 'ORDER',
      namespace: 'app--4711',
      key: 'gate_pass',
      name: 'Gate pass',
      description: null,
      type: 'single_line_text_field',
      access: { admin: null, storefront: 'NONE', customerAccount: 'NONE' },
      capabilities: { cartToOrderCopyable: true },
      validations: [],
    })
    expect((await readCheckout(opened)).errors).toEqual([])
    const { order } = (await (await complete(opened)).json()) as { order: { id: number } }
    const copied = metafieldKey(`gid://shopify/Order/${order.id}`, 'app--4711', 'gate_pass')
    expect(opened.shop.metafields.get(copied)?.value).toMatch(/^p1~m~/)
  })

  test('behavior: a customer’s proof needs that customer signed in, not only the e-mail address', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    await putProof(opened, signProof(opened, { buyer: String(CUSTOMER_ID) }))
    const body = new URLSearchParams({ email: 'ada@example.com' })
    const headers = { accept: 'application/json' }
    expect((await opened.ask('/checkout/complete', { method: 'POST', headers, body })).status).toBe(422)
    const login = new URLSearchParams({ customer_id: String(CUSTOMER_ID), return_url: '/cart' })
    const answer = await opened.ask('/account/login', { method: 'POST', body: login })
    expect(answer.headers.get('location')).toBe('/cart')
    expect((await complete(opened)).status).toBe(201)
  })

  test('behavior: a product of the collection that has no mark yet is refused', async () => {
    const opened = openGatedShop()
    await opened.post('/standin/collections', { productIds: [MUG.productId] })
    const [collection] = opened.shop.collections.values()
    const variables = { exclusiveCollections: [`gid://shopify/Collection/${collection?.id}`] }
    putMetafield(opened, VALIDATION, 'input_variables', JSON.stringify(variables))
    await opened.post('/cart/add.js', { id: MUG.variantId })
    expect((await readCheckout(opened)).errors).toHaveLength(1)
    await opened.post(`/standin/collections/${collection?.id}/products`, { remove: [MUG.productId] })
    expect((await readCheckout(opened)).errors).toEqual([])
  })

  test('behavior: a duplicate of the product is exclusive too', async () => {
    const opened = openGatedShop()
    const copy = await opened.post(`/standin/products/${JACKET.productId}/duplicate`, {})
    const [variant] = copy.variants as { id: number }[]
    await opened.post('/cart/add.js', { id: variant?.id })
    expect((await complete(opened)).status).toBe(422)
    await putProof(opened, signProof(opened))
    expect((await complete(opened)).status).toBe(201)
  })

  test('refuses: a purchase whose validation cannot run, if the validation blocks on failure', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: MUG.variantId })
    opened.shop.metafields.delete(metafieldKey(VALIDATION, 'app--4711', 'input_variables'))
    expect((await readCheckout(opened)).errors).toEqual([{ message: FAILED, target: '$.cart' }])
    putMetafield(opened, VALIDATION, 'input_variables', JSON.stringify({ exclusiveCollections: null }))
    expect((await readCheckout(opened)).errors).toHaveLength(1)
    const many = Array.from({ length: 101 }, (_, at) => `gid://shopify/Collection/${at}`)
    putMetafield(opened, VALIDATION, 'input_variables', JSON.stringify({ exclusiveCollections: many }))
    expect((await readCheckout(opened)).errors).toHaveLength(1)
    await opened.post('/standin/validations', { blockOnFailure: false })
    expect((await readCheckout(opened)).errors).toEqual([])
  })

  test('refuses: a 130 kB attribute, which makes the run fail', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    await putProof(opened, 'p'.repeat(130_000))
    const view = await readCheckout(opened)
    expect(view.functionRuns.every((run) => run.error?.includes('input is'))).toBe(true)
    expect(view).toMatchObject({ discounts: '0.00', errors: [{ message: FAILED }] })
    expect((await complete(opened)).status).toBe(422)
  })

  test('behavior: 500 lines with 500 wrong proofs are refused without a failed run', async () => {
    const opened = openGatedShop()
    const forged = signProof(opened, { carrier: 'l' }).slice(0, -8)
    const items = Array.from({ length: 500 }, (_, at) => ({
      id: JACKET.small,
      properties: { _palisade: forged + at.toString(16).padStart(8, '0') },
    }))
    await opened.post('/cart/add.js', { items })
    const view = await readCheckout(opened)
    expect(view.functionRuns.map((run) => run.error)).toEqual([null, null, null])
    expect(view).toMatchObject({ discounts: '0.00', errors: [{ target: '$.cart' }] })
  })

  test('behavior: switching the validation off opens the product, but discounts still need a proof', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: JACKET.small })
    await opened.post('/standin/validations', { enabled: false })
    expect(await readCheckout(opened)).toMatchObject({ errors: [], discounts: '0.00' })
  })
})

describe('the reaction of a gate', () => {
  const buy = async (reaction: string) => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { items: [{ id: JACKET.small, quantity: 2 }, { id: MUG.variantId }] })
    await putProof(opened, signProof(opened, { reaction }))
    return opened
  }

  test('default', async () => {
    expect(await readCheckout(await buy('x+s'))).toMatchObject({
      shipping: '4.90',
      discounts: '4.90',
      shippingDiscounts: [{ amount: '4.90' }],
      total: '258.50',
      errors: [],
    })
  })

  test('behavior: an order discount works as a percentage, as an amount, and in another currency', async () => {
    expect(await readCheckout(await buy('x+q1000'))).toMatchObject({ discounts: '25.85' })
    const opened = await buy('x+r30000')
    expect(await readCheckout(opened)).toMatchObject({ discounts: '30.00' })
    await opened.ask('/?currency=JPY&rate=160.5')
    expect(await readCheckout(opened)).toMatchObject({ discounts: '4815', shipping: '786' })
  })

  test('behavior: a gift card keeps its price under an order discount', async () => {
    const opened = await buy('x+q1000')
    const mug = opened.shop.products.get(MUG.productId)
    if (mug) mug.isGiftCard = true
    expect(await readCheckout(opened)).toMatchObject({ discounts: '24.00', errors: [] })
  })

  test('behavior: digital goods have no shipping, and a custom item belongs to no gate', async () => {
    const opened = openGatedShop()
    for (const variant of opened.shop.products.get(JACKET.productId)?.variants ?? []) {
      variant.requiresShipping = false
    }
    await opened.post('/cart/add.js', { id: JACKET.small })
    await opened.post('/standin/cart/custom', { title: 'Engraving', price: '5.00' })
    await putProof(opened, signProof(opened, { reaction: 'x+s' }))
    expect(await readCheckout(opened)).toMatchObject({ shipping: '0.00', total: '125.00', errors: [] })
    const { order } = (await (await complete(opened)).json()) as { order: { id: number } }
    expect([...opened.shop.fulfillmentOrders.values()].filter((one) => one.orderId === order.id)).toEqual([])
  })

  test('behavior: a subscription gets the discount only if it applies to subscriptions', async () => {
    const opened = openGatedShop()
    opened.shop.products.get(JACKET.productId)?.sellingPlans.push({ id: 61, name: 'Monthly' })
    await opened.post('/cart/add.js', { id: JACKET.small, selling_plan: 61 })
    await putProof(opened, signProof(opened))
    expect(await readCheckout(opened)).toMatchObject({ discounts: '24.00' })
    const discount = opened.shop.discounts.get(DISCOUNT)
    if (discount) discount.appliesOnSubscription = false
    expect(await readCheckout(opened)).toMatchObject({ discounts: '0.00', errors: [] })
  })

  test('behavior: entered codes apply beside the discount if both combine', async () => {
    const opened = await buy('x+p2000')
    await opened.post('/standin/codes', { code: 'WELCOME', usageLimit: 1 })
    const cart = await opened.post('/cart/update.js', { discount: 'welcome, nothing' })
    expect(cart.discount_codes).toEqual([
      { code: 'welcome', applicable: false },
      { code: 'nothing', applicable: false },
    ])
    const codes = [...opened.shop.codeDiscounts.values()]
    for (const code of codes) code.combinesWith.productDiscounts = true
    expect(await readCheckout(opened)).toMatchObject({
      discounts: '69.05',
      codes: [{ applicable: true }, { applicable: false }],
    })
    await complete(opened)
    expect(codes[0]).toMatchObject({ usageCount: 1 })
    await opened.post('/cart/add.js', { id: MUG.variantId })
    await opened.ask('/discount/WELCOME?redirect=/cart')
    expect(await readCheckout(opened)).toMatchObject({ discounts: '0.00', codes: [{ applicable: false }] })
  })

  test('behavior: a code gives free shipping, or reduces only its own products', async () => {
    const opened = openGatedShop()
    await opened.post('/cart/add.js', { id: MUG.variantId, quantity: 2 })
    await opened.post('/standin/codes', { code: 'SHIP', value: { kind: 'freeShipping' } })
    await opened.post('/standin/codes', {
      code: 'JACKETS',
      value: { kind: 'amount', amount: '3.00', appliesOnEachItem: true },
      items: { kind: 'products', productIds: [JACKET.productId], variantIds: [] },
    })
    await opened.post('/cart/update.js', { discount: 'SHIP' })
    expect(await readCheckout(opened)).toMatchObject({ shipping: '4.90', discounts: '4.90', total: '37.00' })
    await opened.post('/cart/update.js', { discount: 'JACKETS' })
    expect(await readCheckout(opened)).toMatchObject({ discounts: '0.00', codes: [{ applicable: false }] })
  })
})

/** Adds a rule of our Function as a merchant does in Shopify's checkout settings: without our metafields. */
function addForeignRule({ shop }: TestShop, absentVariables: 'null' | 'omitted', blockOnFailure: boolean) {
  const id = 'gid://shopify/Validation/2'
  const rule = { title: 'Token holder access', functionHandle: 'gate-validation', enabled: true }
  shop.validations.set(id, { id, ...rule, blockOnFailure })
  shop.knobs.absentVariables = absentVariables
}

describe('a second rule of our Function that the merchant added', () => {
  test.each([
    ['omitted', true],
    ['omitted', false],
    ['null', false],
  ] as const)(
    'default: it accepts products without an exclusive gate, variables %s, blocks on failure %s',
    async (variables, blocks) => {
      const opened = openGatedShop()
      addForeignRule(opened, variables, blocks)
      await opened.post('/cart/add.js', { id: MUG.variantId })
      expect((await readCheckout(opened)).errors).toEqual([])
      expect((await complete(opened)).status).toBe(201)
    },
  )

  test('refuses: an exclusive product for every buyer', async () => {
    const opened = openGatedShop()
    addForeignRule(opened, 'omitted', true)
    await opened.post('/cart/add.js', { id: JACKET.small })
    await putProof(opened, signProof(opened))
    expect((await readCheckout(opened)).errors).toHaveLength(1)
  })

  test('refuses: every product if Shopify gives null for missing variables and the rule blocks on failure', async () => {
    const opened = openGatedShop()
    addForeignRule(opened, 'null', true)
    await opened.post('/cart/add.js', { id: MUG.variantId })
    expect((await readCheckout(opened)).errors).toEqual([{ message: FAILED, target: '$.cart' }])
  })

  test('behavior: the extension’s settings tell Shopify not to offer such rules', async () => {
    const toml = await readFile('extensions/gate-validation/shopify.extension.toml', 'utf8')
    expect(toml).toMatch(/\[extensions\.ui\]\s+enable_create = false/)
  })
})
