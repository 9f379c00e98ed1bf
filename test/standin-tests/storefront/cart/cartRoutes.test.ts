import { describe, expect, test } from 'vitest'
import { JACKET, MUG, openTestShop, SOLD_OUT, type TestShop } from '../openTestShop.ts'

type Item = { key: string; quantity: number; variant_id: number; properties: Record<string, string> }
type Cart = { token: string; items: Item[]; item_count: number; attributes: Record<string, string> }

const readCart = async ({ ask }: TestShop): Promise<Cart> => (await (await ask('/cart.js')).json()) as Cart

describe('cartRoutes', () => {
  test('default', async () => {
    const shop = openTestShop()
    const added = await shop.post('/cart/add.js', { id: MUG.variantId, quantity: 2 })
    expect(added).toMatchObject({
      variant_id: MUG.variantId,
      product_id: MUG.productId,
      price: 1850,
      quantity: 2,
    })
    const cart = await readCart(shop)
    expect(cart).toMatchObject({
      item_count: 2,
      currency: 'EUR',
      total_price: 3700,
      original_total_price: 3700,
    })
    expect(cart.token).toMatch(/^\w+\?key=\w+$/)
    expect((await readCart(shop)).token).toBe(cart.token)
  })

  test('behavior: equal variant and properties share a line, other properties make a new one, and new lines come first', async () => {
    const shop = openTestShop()
    await shop.post('/cart/add.js', { id: JACKET.small, properties: { a: '1', b: '2' } })
    await shop.post('/cart/add.js', { id: JACKET.small, properties: { b: '2', a: '1' } })
    await shop.post('/cart/add.js', {
      items: [{ id: JACKET.small }, { id: JACKET.small, properties: { a: '2' } }],
    })
    const { items } = await readCart(shop)
    expect(items.map((item) => [item.quantity, item.properties])).toEqual([
      [1, { a: '2' }],
      [1, {}],
      [2, { a: '1', b: '2' }],
    ])
  })

  test('behavior: changing a line replaces its properties, changes its key and merges it with an equal line', async () => {
    const shop = openTestShop()
    await shop.post('/cart/add.js', { id: JACKET.small, quantity: 2, properties: { _palisade: 'proof' } })
    await shop.post('/cart/add.js', { id: JACKET.small, properties: { engraving: 'A' } })
    const [engraved] = (await readCart(shop)).items
    await shop.post('/cart/change.js', { id: engraved?.key, properties: { _palisade: 'proof' } })
    const { items } = await readCart(shop)
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ quantity: 3, properties: { _palisade: 'proof' } })
    expect(items[0]?.key).not.toBe(engraved?.key)
  })

  test('behavior: a line is addressed by its position, and quantity 0 removes it', async () => {
    const shop = openTestShop()
    await shop.post('/cart/add.js', { id: MUG.variantId })
    await shop.post('/cart/add.js', { id: JACKET.large })
    await shop.post('/cart/change.js', { line: 2, quantity: 5 })
    await shop.post('/cart/change.js', { line: 1, quantity: 0 })
    expect((await readCart(shop)).items).toMatchObject([{ variant_id: MUG.variantId, quantity: 5 }])
  })

  test('behavior: attributes merge, and an empty value removes one', async () => {
    const shop = openTestShop()
    await shop.post('/cart/update.js', { attributes: { gift: 'yes', _palisade: 'p1~c' } })
    await shop.post('/cart/update.js', { attributes: { gift: '' }, note: 'Ring twice' })
    expect(await readCart(shop)).toMatchObject({ attributes: { _palisade: 'p1~c' }, note: 'Ring twice' })
    await shop.post('/cart/update.js', { attributes: { _palisade: null } })
    expect((await readCart(shop)).attributes).toEqual({})
  })

  test('behavior: updates address lines by key, variant or position', async () => {
    const shop = openTestShop()
    await shop.post('/cart/add.js', { id: MUG.variantId })
    await shop.post('/cart/update.js', { updates: { [MUG.variantId]: 4, [JACKET.small]: 1 } })
    expect((await readCart(shop)).items.map((item) => item.quantity)).toEqual([1, 4])
    await shop.post('/cart/update.js', { updates: [2, 0] })
    expect((await readCart(shop)).items.map((item) => item.quantity)).toEqual([2])
  })

  test('behavior: clear keeps the attributes', async () => {
    const shop = openTestShop()
    await shop.post('/cart/update.js', { attributes: { a: 'b' }, updates: { [MUG.variantId]: 1 } })
    await shop.post('/cart/clear.js', {})
    expect(await readCart(shop)).toMatchObject({ item_count: 0, attributes: { a: 'b' } })
  })

  test('behavior: forms add to the cart and lead to the cart page', async () => {
    const shop = openTestShop()
    const body = new FormData()
    body.set('id', String(JACKET.small))
    body.set('quantity', '2')
    body.set('properties[_palisade]', 'p1~l')
    body.set('properties[Name]', 'Ada')
    const answer = await shop.ask('/cart/add', { method: 'POST', body })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/cart'])
    expect((await readCart(shop)).items[0]?.properties).toEqual({ _palisade: 'p1~l', Name: 'Ada' })
    const page = await (await shop.ask('/cart')).text()
    expect(page).toContain('Name: Ada')
    expect(page).not.toContain('p1~l')
  })

  test('behavior: buy it now leads to the checkout of a new cart without the attributes', async () => {
    const shop = openTestShop()
    await shop.post('/cart/update.js', { attributes: { a: 'b' }, updates: { [MUG.variantId]: 1 } })
    const body = new URLSearchParams({ id: String(JACKET.small), 'properties[_palisade]': 'p1~l' })
    const answer = await shop.ask('/cart/buy-now', { method: 'POST', body })
    const token =
      new URL(answer.headers.get('location') ?? '', 'http://shop.test').searchParams.get('cart') ?? ''
    const cart = shop.shop.carts.get(token)
    expect(cart).toMatchObject({ attributes: {}, lines: [{ properties: { _palisade: 'p1~l' } }] })
    expect((await readCart(shop)).token).not.toBe(token)
  })

  test('behavior: a shopper may choose a currency', async () => {
    const shop = openTestShop()
    await shop.post('/cart/add.js', { id: MUG.variantId })
    await shop.ask('/?currency=JPY')
    expect(await readCart(shop)).toMatchObject({ currency: 'JPY', total_price: 302000 })
    await shop.ask('/?currency=KWD&rate=0.3337500001')
    const checkout = (await (await shop.ask('/checkout.json')).json()) as Record<string, unknown>
    expect(checkout).toMatchObject({ currency: 'KWD', total: '6.174' })
  })

  test.each([
    ['an unknown variant', '/cart/add.js', { id: 1 }, { status: 404, message: 'Cart Error' }],
    ['a missing id', '/cart/add.js', { quantity: 1 }, { status: 400, message: 'Bad Request' }],
    [
      'a sold-out variant',
      '/cart/add.js',
      { id: SOLD_OUT.variantId },
      { status: 422, message: 'Cart Error' },
    ],
    ['a negative quantity', '/cart/add.js', { id: MUG.variantId, quantity: -1 }, { status: 422 }],
    ['an unknown line', '/cart/change.js', { line: 3, quantity: 1 }, { status: 400 }],
  ])('refuses: %s', async (_, path, body, error) => {
    const shop = openTestShop()
    const answer = await shop.post(path, body)
    expect(answer).toMatchObject(error)
    expect(answer.description).toEqual(expect.any(String))
  })

  test('refuses: all items of a request if one is invalid', async () => {
    const shop = openTestShop()
    await shop.post('/cart/add.js', { items: [{ id: MUG.variantId }, { id: 1 }] })
    expect((await readCart(shop)).item_count).toBe(0)
  })
})
