import { describe, expect, test } from 'vitest'
import { JACKET, openTestShop, type TestShop } from '../openTestShop.ts'

/* Carts and products of the Storefront API, without a token, as a page of a headless shop may call it. */
const CART = `id totalQuantity checkoutUrl attributes { key value } discountCodes { code applicable }
  cost { subtotalAmount { amount currencyCode } totalAmount { amount } }
  lines(first: 250) { nodes { id quantity attributes { key value } cost { totalAmount { amount } }
    merchandise { ... on ProductVariant { id price { amount } product { id handle } } } } }`
const composeMutation = (name: string, head: string, args: string) =>
  `mutation (${head}) { ${name}(${args}) { cart { ${CART} } userErrors { code field message } warnings { code } } }`
const CREATE = composeMutation('cartCreate', '$input: CartInput', 'input: $input')
const SET = composeMutation(
  'cartAttributesUpdate',
  '$cartId: ID!, $attributes: [AttributeInput!]!',
  'cartId: $cartId, attributes: $attributes',
)
const CHANGE = composeMutation(
  'cartLinesUpdate',
  '$cartId: ID!, $lines: [CartLineUpdateInput!]!',
  'cartId: $cartId, lines: $lines',
)
const ADD = composeMutation(
  'cartLinesAdd',
  '$cartId: ID!, $lines: [CartLineInput!]!',
  'cartId: $cartId, lines: $lines',
)
const VARIANT = `gid://shopify/ProductVariant/${JACKET.small}`

type Line = { id: string; quantity: number; attributes: { key: string; value: string }[] }
type Cart = { id: string; attributes: Line['attributes']; lines: { nodes: Line[] } }
type Payload = { cart: Cart | null; userErrors: { code: string; field: string[]; message: string }[] }
type Answer = { data?: Record<string, Payload | null> | null; errors?: { extensions?: { code: string } }[] }

async function call({ ask }: TestShop, query: string, variables: object): Promise<Answer> {
  const answer = await ask('/api/2026-10/graphql.json', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://headless.example' },
    body: JSON.stringify({ query, variables }),
  })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  return (await answer.json()) as Answer
}

async function change(opened: TestShop, query: string, variables: object): Promise<Payload> {
  const { data, errors } = await call(opened, query, variables)
  expect(errors).toBeUndefined()
  return Object.values(data ?? {})[0] as Payload
}

async function makeCart(opened: TestShop, input: object = {}): Promise<Cart> {
  const lines = [{ merchandiseId: VARIANT, quantity: 2, attributes: [{ key: 'Monogram', value: 'A' }] }]
  const { cart } = await change(opened, CREATE, { input: { lines, ...input } })
  if (!cart) throw new Error('No cart was made.')
  return cart
}

describe('carts of the Storefront API', () => {
  test('default: a cart is made with lines, priced, changed and read again', async () => {
    const opened = openTestShop()
    const cart = await makeCart(opened, { attributes: [{ key: 'gift', value: 'yes' }] })
    expect(cart).toMatchObject({
      id: expect.stringMatching(/^gid:\/\/shopify\/Cart\/hWN\w+\?key=\w+$/),
      totalQuantity: 2,
      attributes: [{ key: 'gift', value: 'yes' }],
      cost: { subtotalAmount: { currencyCode: 'EUR' } },
      lines: { nodes: [{ quantity: 2, merchandise: { id: VARIANT } }] },
    })
    const [line] = cart.lines.nodes
    const lines = [{ id: line?.id, attributes: [{ key: '_palisade', value: 'p' }] }]
    const changed = await change(opened, CHANGE, { cartId: cart.id, lines })
    // The quantity stays, the line's attributes are replaced, and the line has another id.
    expect(changed.cart?.lines.nodes).toMatchObject([
      { quantity: 2, attributes: [{ key: '_palisade', value: 'p' }] },
    ])
    expect(changed.cart?.lines.nodes[0]?.id).not.toBe(line?.id)
    const read = await call(opened, `query ($id: ID!) { cart(id: $id) { ${CART} } }`, { id: cart.id })
    expect(read.data?.cart).toEqual(changed.cart)
  })

  test('behavior: attributes are replaced as a whole, or join under the knob', async () => {
    const opened = openTestShop()
    const { id: cartId } = await makeCart(opened, { attributes: [{ key: 'gift', value: 'yes' }] })
    const attributes = [{ key: 'note', value: '' }]
    expect((await change(opened, SET, { cartId, attributes })).cart?.attributes).toEqual(attributes)
    opened.shop.knobs.cartAttributes = 'merged'
    const joined = await change(opened, SET, { cartId, attributes: [{ key: 'b', value: 'c' }] })
    expect(joined.cart?.attributes.map(({ key }) => key)).toEqual(['note', 'b'])
  })

  test('behavior: lines of one variant with the same attributes become one', async () => {
    const opened = openTestShop()
    const cart = await makeCart(opened)
    const more = await change(opened, ADD, { cartId: cart.id, lines: [{ merchandiseId: VARIANT }] })
    expect(more.cart?.lines.nodes.map(({ quantity }) => quantity).sort()).toEqual([1, 2])
    const lines = more.cart?.lines.nodes.map(({ id }) => ({ id, attributes: [] }))
    const merged = await change(opened, CHANGE, { cartId: cart.id, lines })
    expect(merged.cart?.lines.nodes).toMatchObject([{ quantity: 3, attributes: [] }])
  })

  test('behavior: a product is found by its handle, with its variants', async () => {
    const opened = openTestShop()
    const [product] = opened.shop.products.values()
    const query = `query ($handle: String) { product(handle: $handle) { id title variants(first: 9) { nodes { id price { amount } } } } }`
    const { data } = await call(opened, query, { handle: product?.handle })
    expect(data?.product).toMatchObject({ title: product?.title, id: `gid://shopify/Product/${product?.id}` })
    expect((await call(opened, query, { handle: 'nothing' })).data?.product).toBeNull()
  })

  test('refuses: a cart that has ended, as a user error', async () => {
    const answer = await change(openTestShop(), SET, {
      cartId: 'gid://shopify/Cart/gone?key=1',
      attributes: [],
    })
    expect(answer).toMatchObject({ cart: null, userErrors: [{ code: 'INVALID', field: ['cartId'] }] })
  })

  test('refuses: a line that is not in the cart, and changes nothing', async () => {
    const opened = openTestShop()
    const cart = await makeCart(opened)
    const lines = [
      { id: cart.lines.nodes[0]?.id, attributes: [] },
      { id: 'gid://shopify/CartLine/none', attributes: [] },
    ]
    const answer = await change(opened, CHANGE, { cartId: cart.id, lines })
    expect(answer).toMatchObject({ cart: null, userErrors: [{ code: 'INVALID' }] })
    const [kept] = opened.shop.carts.values()
    expect(kept?.lines[0]?.properties).toEqual({ Monogram: 'A' })
  })

  test('refuses: more than 250 attributes, and a field that the schema does not have', async () => {
    const opened = openTestShop()
    const { id: cartId } = await makeCart(opened)
    const attributes = Array.from({ length: 251 }, (_, at) => ({ key: `k${at}`, value: 'v' }))
    expect((await call(opened, SET, { cartId, attributes })).errors).toMatchObject([
      { extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' } },
    ])
    const unknown = await call(opened, 'query ($id: ID!) { cart(id: $id) { wallet } }', { id: cartId })
    expect(unknown.errors).toMatchObject([{ extensions: { code: 'undefinedField' } }])
  })

  test('refuses: an attribute that is too long for the shop', async () => {
    const opened = openTestShop()
    const { id: cartId } = await makeCart(opened)
    opened.shop.knobs.attributeLength = 'refused'
    const attributes = [{ key: '_palisade', value: 'x'.repeat(300) }]
    expect(await change(opened, SET, { cartId, attributes })).toMatchObject({
      userErrors: [{ code: 'INVALID' }],
    })
  })
})
