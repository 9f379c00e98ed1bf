import { describe, expect, test } from 'vitest'
import { JACKET, MUG } from '../../standin/bigcommerce/seedStore.ts'
import { installTestApp, openShopper, openTestStore } from './openTestStore.ts'

const SCRIPT = { name: 'Card', kind: 'src', src: 'https://app.example.com/card.js?a=1&b=2' }

describe('the pages of the stand-in', () => {
  test('default', async () => {
    const opened = await openTestStore()
    const { call } = await installTestApp(opened)
    const made = await call('POST', '/v3/content/scripts', {
      ...SCRIPT,
      load_method: 'defer',
      location: 'head',
    })
    expect(made).toMatchObject({ status: 200, body: { data: { name: 'Card', uuid: expect.any(String) } } })
    const shopper = openShopper(opened)
    const product = await (await shopper.visit('/harbour-jacket/')).text()
    const [head = ''] = product.split('</head>')
    expect(head).toContain('<script src="https://app.example.com/card.js?a=1&amp;b=2" defer></script>')
    expect(product).toContain(`data-product-id="${JACKET.product}"`)
    await shopper.post('/cart.php', { product_id: JACKET.product, variant_id: JACKET.large, qty: 1 })
    expect(await (await shopper.visit('/cart.php')).text()).toContain('$125.00')
    const checkout = await (await shopper.visit('/checkout')).text()
    expect(checkout).not.toContain('card.js')
    const { order } = await shopper.buy()
    const done = await (await shopper.visit(`/checkout/order-confirmation/${order}`)).text()
    expect(done).toContain(`data-order-id="${order}"`)
    expect((await shopper.visit('/nothing-here/')).status).toBe(404)
  })

  test('behavior: scripts are where their visibility says', async () => {
    const opened = await openTestStore()
    const { call } = await installTestApp(opened)
    for (const visibility of ['storefront', 'checkout', 'order_confirmation', 'all_pages'])
      await call('POST', '/v3/content/scripts', {
        name: visibility,
        kind: 'script_tag',
        html: `<script>/* ${visibility} */</script>`,
        visibility,
      })
    const shopper = openShopper(opened)
    await shopper.post('/cart.php', { product_id: MUG.product, variant_id: MUG.variant, qty: 1 })
    const listOn = async (path: string) =>
      [...(await (await shopper.visit(path)).text()).matchAll(/\/\* (\w+) \*\//g)].map(([, name]) => name)
    expect(await listOn('/enamel-mug/')).toEqual(['storefront', 'all_pages'])
    expect(await listOn('/checkout')).toEqual(['checkout', 'all_pages'])
    const { order } = await shopper.buy()
    expect(await listOn(`/checkout/order-confirmation/${order}`)).toEqual(['order_confirmation', 'all_pages'])
  })

  test('behavior: a script is changed, switched off and deleted; pages follow after the knob’s time', async () => {
    let now = 0
    const opened = await openTestStore({ now: () => now, knobs: { scriptDelay: 20_000 } })
    const { call } = await installTestApp(opened)
    const { uuid } = (await call('POST', '/v3/content/scripts', SCRIPT)).body.data
    const hasScript = async (text: string) =>
      (await (await openShopper(opened).visit('/')).text()).includes(text)
    expect(await hasScript('card.js')).toBe(false)
    now += 20_000
    expect(await hasScript('card.js')).toBe(true)
    const hashes = ['sha384-abc']
    const put = (fields: object) => call('PUT', `/v3/content/scripts/${uuid}`, fields)
    expect((await put({ src: 'https://app.example.com/new.js', integrity_hashes: hashes })).status).toBe(200)
    expect(await hasScript('card.js')).toBe(true)
    now += 20_000
    expect(await hasScript('new.js" integrity="sha384-abc" crossorigin="anonymous"')).toBe(true)
    await put({ enabled: false })
    now += 20_000
    expect(await hasScript('new.js')).toBe(false)
    expect((await call('DELETE', `/v3/content/scripts/${uuid}`)).status).toBe(204)
    expect((await call('DELETE', `/v3/content/scripts/${uuid}`)).status).toBe(404)
  })

  test('refuses: scripts without their scope or content, and an eleventh', async () => {
    const opened = await openTestStore({ scopes: ['store_v2_content'] })
    const { call } = await installTestApp(opened)
    const add = async (fields: object) =>
      (await call('POST', '/v3/content/scripts', { ...SCRIPT, ...fields })).status
    expect(await add({ visibility: 'all_pages' })).toBe(422)
    expect(await add({ src: 'card.js' })).toBe(422)
    expect(await add({ kind: 'script_tag', html: 'no tag' })).toBe(422)
    expect(await add({ integrity_hashes: Array.from({ length: 6 }, () => 'x') })).toBe(422)
    for (let at = 0; at < 10; at++) expect(await add({})).toBe(200)
    expect(await add({})).toBe(422)
  })
})

describe('the cart of the storefront', () => {
  test('default', async () => {
    const shopper = openShopper(await openTestStore())
    expect((await shopper.ask('GET', '/carts')).body).toEqual([])
    const lineItems = [{ productId: JACKET.product, variantId: JACKET.small, quantity: 1 }]
    const made = await shopper.ask('POST', '/carts', { lineItems })
    expect(made.body).toMatchObject({
      cartAmount: 120,
      version: 2,
      lineItems: { physicalItems: [{ quantity: 1 }] },
    })
    const { id } = made.body
    const more = await shopper.ask('POST', `/carts/${id}/items`, {
      lineItems: [{ productId: MUG.product, quantity: 2 }],
    })
    expect(more.body.cartAmount).toBe(157)
    const [jacket, mug] = more.body.lineItems.physicalItems
    const lineItem = { productId: JACKET.product, quantity: 2 }
    expect((await shopper.ask('PUT', `/carts/${id}/items/${jacket.id}`, { lineItem })).body.cartAmount).toBe(
      277,
    )
    expect((await shopper.ask('DELETE', `/carts/${id}/items/${jacket.id}`)).body.cartAmount).toBe(37)
    expect((await shopper.ask('DELETE', `/carts/${id}/items/${mug.id}`)).status).toBe(204)
    expect((await shopper.ask('GET', '/carts')).body).toEqual([])
  })

  test('refuses: another browser’s cart, an old version, unknown fields, products and operations', async () => {
    const opened = await openTestStore()
    const shopper = openShopper(opened)
    const lineItems = [{ productId: JACKET.product, variantId: JACKET.small, quantity: 1 }]
    const { id } = (await shopper.ask('POST', '/carts', { lineItems })).body
    const stranger = openShopper(opened)
    expect((await stranger.ask('GET', `/checkouts/${id}`)).status).toBe(404)
    expect((await stranger.ask('POST', `/carts/${id}/items`, { lineItems })).status).toBe(404)
    expect((await shopper.ask('POST', `/carts/${id}/items`, { lineItems, version: 1 })).status).toBe(409)
    expect((await shopper.ask('POST', '/carts', { lineItems, coupon: 'X' })).status).toBe(422)
    expect((await shopper.ask('POST', '/carts', { lineItems: [{ productId: 9, quantity: 1 }] })).status).toBe(
      422,
    )
    const many = [{ productId: JACKET.product, variantId: JACKET.small, quantity: 41 }]
    expect((await shopper.ask('POST', '/carts', { lineItems: many })).status).toBe(422)
    expect((await shopper.ask('GET', '/orders/1')).status).toBe(501)
    expect((await shopper.ask('GET', `/checkouts/${id}/coupons`)).status).toBe(405)
  })

  test('behavior: a coupon is taken off, and another one takes its place', async () => {
    const opened = await openTestStore()
    const { call } = await installTestApp(opened)
    const rules = [{ action: { cart_value: { discount: { fixed_amount: '20' } } } }]
    const draft = { name: 'Twenty', redemption_type: 'COUPON', coupon_type: 'BULK', rules }
    const { id: promotion } = (await call('POST', '/v3/promotions', draft)).body.data
    for (const code of ['A', 'B'])
      await call('POST', `/v3/promotions/${promotion}/codes`, { code, max_uses: 1 })
    const shopper = openShopper(opened)
    const lineItems = [{ productId: MUG.product, quantity: 1 }]
    const { id } = (await shopper.ask('POST', '/carts', { lineItems })).body
    const enter = (couponCode: string) => shopper.ask('POST', `/checkouts/${id}/coupons`, { couponCode })
    // No more than the cart costs.
    expect((await enter('A')).body).toMatchObject({ subtotal: 0, grandTotal: 10 })
    expect((await enter('A')).status).toBe(422)
    expect((await enter('B')).body.coupons).toMatchObject([{ code: 'B' }])
    expect((await shopper.ask('DELETE', `/checkouts/${id}/coupons/B`)).body.grandTotal).toBe(28.5)
    expect((await shopper.ask('DELETE', `/checkouts/${id}/coupons/B`)).status).toBe(404)
    expect((await enter('nothing')).status).toBe(422)
  })
})
