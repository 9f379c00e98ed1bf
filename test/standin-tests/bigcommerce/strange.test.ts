import { afterEach, describe, expect, test } from 'vitest'
import { fc } from '../../random.ts'
import { answerApi } from '../../standin/bigcommerce/api/answerApi.ts'
import { OPERATIONS } from '../../standin/bigcommerce/contract/judge.ts'
import { createStore } from '../../standin/bigcommerce/createStore.ts'
import { seedStore } from '../../standin/bigcommerce/seedStore.ts'
import type { StandinStore } from '../../standin/bigcommerce/state.ts'
import { answerStorefront } from '../../standin/bigcommerce/storefront/answerStorefront.ts'
import { placeOrder } from '../../standin/bigcommerce/storefront/placeOrder.ts'
import { settleEvents } from '../../standin/bigcommerce/webhooks/emitEvent.ts'

const TOKEN = 'token'
const APP = {
  id: '1',
  name: 'App',
  clientId: 'c',
  clientSecret: 's',
  origin: 'http://127.0.0.1:9',
  callbacks: { auth: '', load: '', uninstall: '', removeUser: '' },
  scopes: [],
  accountUuid: '',
}

/** A request that is right for each operation with a body, before it is changed. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /promotions': {
    name: 'Holders',
    redemption_type: 'COUPON',
    coupon_type: 'BULK',
    status: 'ENABLED',
    start_date: '2026-11-30T12:00:00+00:00',
    end_date: null,
    customer: { group_ids: [6], minimum_order_count: 1 },
    channels: [{ id: 1 }],
    rules: [
      {
        action: {
          cart_items: {
            discount: { percentage_amount: '25' },
            items: { and: [{ products: [111] }, { not: { variants: [362] } }] },
            as_total: false,
            quantity: 2,
          },
        },
        condition: { cart: { items: { products: [111] }, minimum_quantity: 1, minimum_spend: '5' } },
        apply_once: true,
        stop: true,
      },
    ],
  },
  'PUT /promotions/{id}': { status: 'DISABLED', max_uses: 3, rules: [] },
  'POST /promotions/{promotion_id}/codes': { code: 'NEW-1', max_uses: 1, max_uses_per_customer: 1 },
  'POST /promotions/{promotion_id}/codegen': { batch_size: 3, prefix: 'A', delimiter: '_', code_length: 6 },
  'POST /hooks': { scope: 'store/order/*', destination: 'http://127.0.0.1:9/x', headers: { a: 'b' } },
  'PUT /hooks/{webhook_id}': { is_active: false, headers: null },
  'POST /content/scripts': {
    name: 'Card',
    kind: 'src',
    src: 'https://example.com/a.js',
    integrity_hashes: ['x'],
  },
  'PUT /content/scripts/{uuid}': { enabled: false },
  'PUT /orders/{order_id}': { status_id: 12, staff_notes: 'x', external_source: null },
  'POST /orders/{order_id}/payment_actions/refund_quotes': {
    items: [{ item_type: 'PRODUCT', item_id: 1, quantity: 1, reason: 'x' }],
  },
  'POST /orders/{order_id}/payment_actions/refunds': {
    items: [{ item_type: 'ORDER', item_id: 250, amount: 5 }],
    payments: [{ provider_id: 'custom', amount: 5, offline: true }],
  },
  'POST /carts': { lineItems: [{ productId: 111, variantId: 361, quantity: 1 }] },
  'POST /carts/{cartId}/items': { lineItems: [{ productId: 112, quantity: 1 }], version: 2 },
  'PUT /carts/{cartId}/items/{itemId}': { lineItem: { productId: 112, quantity: 2 } },
  'POST /checkouts/{checkoutId}/coupons': { couponCode: 'OLD-1' },
  'DELETE /checkouts/{checkoutId}/coupons/{couponCode}': undefined,
}

/** The filled world has the code and the webhook of the usual bodies already. */
const OTHERS: Readonly<Record<string, unknown>> = {
  'POST /promotions/{promotion_id}/codes': { code: 'NEW-2' },
  'POST /hooks': { scope: 'store/cart/*', destination: 'http://127.0.0.1:9/x' },
}

const opened: StandinStore[] = []

function openWorld() {
  const store = createStore({ hash: 'g5cd38', app: APP, now: () => Date.parse('2026-12-01T00:00:00Z') })
  store.origin = 'http://127.0.0.1:8'
  seedStore(store)
  opened.push(store)
  const scope = [...new Set(OPERATIONS.flatMap(({ scopes }) => scopes))].join(' ')
  store.installation = { token: TOKEN, scope, userId: 1 }
  const session = { customerId: 0, cartId: null as string | null }
  const ask = async (method: string, path: string, body: unknown) => {
    const isStorefront = path.startsWith('/api/storefront')
    const url = `http://127.0.0.1${isStorefront ? path : `/stores/g5cd38${path}`}`
    const text = body === undefined || method === 'GET' ? undefined : JSON.stringify(body)
    const headers = { 'x-auth-token': TOKEN, accept: 'application/json', 'content-type': 'application/json' }
    const request = new Request(url, { method, headers, body: text })
    return isStorefront ? answerStorefront(store, session, request) : answerApi(store, request)
  }
  return { store, session, ask }
}

/** Makes one of everything that a path can name. */
async function openFilledWorld() {
  const world = openWorld()
  const { store, session, ask } = world
  const make = async (operation: string, path: string) => {
    const answer = await ask('POST', path, BODIES[operation])
    expect(answer.status, operation).toBeLessThan(300)
    return (await answer.json()) as { data: { id: number; uuid: string }; id: string }
  }
  const { data } = await make('POST /promotions', '/v3/promotions')
  const { data: code } = await make(
    'POST /promotions/{promotion_id}/codes',
    `/v3/promotions/${data.id}/codes`,
  )
  const { data: hook } = await make('POST /hooks', '/v3/hooks')
  const { data: script } = await make('POST /content/scripts', '/v3/content/scripts')
  await make('POST /carts', '/api/storefront/carts')
  const bought = store.carts.get(session.cartId ?? '')
  if (bought) placeOrder(store, bought)
  const cart = await make('POST /carts', '/api/storefront/carts')
  const item = store.carts.get(cart.id)?.lines[0]?.id ?? ''
  const params: Record<string, string | number> = {
    id: data.id,
    promotion_id: data.id,
    code_id: code.id,
    webhook_id: hook.id,
    uuid: script.uuid,
    order_id: 250,
    product_id: 111,
    cartId: cart.id,
    checkoutId: cart.id,
    itemId: item,
    couponCode: 'NEW-1',
  }
  return { ...world, params }
}

type Path = readonly (string | number)[]

function listPlaces(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, inner]) => listPlaces(inner, [...at, key]))]
}

/** The value with something else at one place; `undefined` takes the place away. */
function change(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to
  const copy = structuredClone(value) as Record<string | number, unknown>
  const inner = change(copy[key], rest, to)
  if (inner === undefined) delete copy[key]
  else copy[key] = inner
  return copy
}

const strange = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(-1, 0, 0.5, 1e20, '', '0', '-5', 'ENABLED', [], {}, null),
)

// No delivery outlives its test.
afterEach(async () => {
  for (const store of opened.splice(0)) {
    store.hooks.clear()
    await settleEvents(store)
  }
})

describe('strange requests', () => {
  test('default', async () => {
    for (const operation of OPERATIONS) {
      const { store, ask, params } = await openFilledWorld()
      const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '1'))
      const name = `${operation.method} ${operation.path}`
      const query = operation.method === 'DELETE' && operation.query['id:in'] ? '?id:in=1' : ''
      const codes = operation.path === '/promotions/codes' ? '?code=NEW-1' : ''
      const answer = await ask(
        operation.method,
        `${operation.base}${path}${query}${codes}`,
        OTHERS[name] ?? BODIES[name],
      )
      // A promotion with codes is not deleted, and no coupon is applied in the cart.
      const refused = /^DELETE \/promotions(\/\{id\})?$|coupons/.test(name)
      expect([name, answer.status, await answer.text()]).toEqual([
        name,
        refused ? expect.any(Number) : expect.toSatisfy((status: number) => status < 300),
        expect.any(String),
      ])
      expect(store.faults).toEqual([])
    }
  })

  test('property: a changed body is answered as published, never with a fault', async () => {
    const named = Object.keys(BODIES).filter((name) => BODIES[name] !== undefined)
    const changed = fc.constantFrom(...named).chain((name) =>
      fc.record({
        name: fc.constant(name),
        place: fc.constantFrom(...listPlaces(BODIES[name])),
        to: strange,
      }),
    )
    await fc.assert(
      fc.asyncProperty(changed, async ({ name, place, to }) => {
        const { store, ask, params } = await openFilledWorld()
        const operation = OPERATIONS.find((one) => `${one.method} ${one.path}` === name)
        if (!operation) throw new Error(`There is no operation ${name}.`)
        const path = operation.path.replace(/\{(\w+)\}/g, (_, param: string) => String(params[param]))
        const answer = await ask(
          operation.method,
          `${operation.base}${path}`,
          change(BODIES[name], place, to),
        )
        expect(store.faults).toEqual([])
        expect(answer.status).not.toBe(500)
      }),
    )
  })

  test('property: a strange query is answered as published', async () => {
    const gets = OPERATIONS.filter(({ method }) => method === 'GET')
    const asked = fc.record({
      at: fc.constantFrom(...gets.map(({ base, path }) => base + path)),
      name: fc.constantFrom(
        'page',
        'limit',
        'id',
        'id:in',
        'sort',
        'after',
        'code',
        'include',
        'min_date_created',
      ),
      value: fc.oneof(
        fc.string(),
        fc.constantFrom('0', '-1', '251', '999999999999999999999', ',', 'variants'),
      ),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ at, name, value }) => {
        const { store, ask, params } = await openFilledWorld()
        const path = at.replace(/\{(\w+)\}/g, (_, param: string) => String(params[param]))
        const query = new URLSearchParams({ [name]: value })
        const answer = await ask('GET', `${path}?${query}`, undefined)
        expect(store.faults).toEqual([])
        expect(answer.status).not.toBe(500)
      }),
    )
  })
})
