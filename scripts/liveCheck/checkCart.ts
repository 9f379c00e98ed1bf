import { PalisadeError } from '../../app/core/errors/base.ts'
import { clearCart, listProducts, openVisitor, readCart, type Visitor } from './storefront.ts'
import type { Finding, LiveProbe, LiveRun } from './types.ts'

const NAME = '_palisade_check'
const ATTRIBUTE_BYTES = 1_000
const PROPERTY_BYTES = 160

/** Questions that a cart of this script's own settles. */
export const checkCart: LiveProbe = {
  settles: ['attributeLength', 'cartAttributes', 'propertyLength', 'cartMetafieldToken'],
  writes: { key: 'write.cart', text: 'It fills a cart of its own with one product, and empties it.' },
  run: async (live) => {
    const visitor = await openVisitor(live)
    const [product] = await listProducts(visitor, live)
    if (!product) throw new Error('The storefront lists no product that is available.')
    live.onEnd(() => clearCart(visitor, NAME))
    return {
      attributeLength: await checkAttribute(visitor),
      cartAttributes: await checkAttributes(visitor),
      propertyLength: await checkProperty(visitor, product.variantId),
      cartMetafieldToken: await checkToken(live, visitor),
    }
  },
}

async function checkAttribute(visitor: Visitor): Promise<Finding> {
  const written = await visitor.post('/cart/update.js', {
    attributes: { [NAME]: 'a'.repeat(ATTRIBUTE_BYTES) },
  })
  if (!written.ok) return describeLength({ status: written.status, kept: 0, of: ATTRIBUTE_BYTES })
  const { attributes } = await readCart(visitor)
  return describeLength({ status: 200, kept: attributes[NAME]?.length ?? 0, of: ATTRIBUTE_BYTES })
}

const SET = `mutation CheckAttributes($cartId: ID!, $attributes: [AttributeInput!]!) {
  cartAttributesUpdate(cartId: $cartId, attributes: $attributes) { cart { attributes { key } } userErrors { message } }
}`

/** Whether the Storefront API replaces the attributes of a cart. No token is needed for that. */
async function checkAttributes(visitor: Visitor): Promise<Finding> {
  const [old, fresh] = [NAME, `${NAME}_2`]
  await visitor.post('/cart/update.js', { attributes: { [old]: 'a' } })
  const variables = {
    cartId: `gid://shopify/Cart/${(await readCart(visitor)).token}`,
    attributes: [{ key: fresh, value: 'b' }],
  }
  const answer = await visitor.post('/api/2026-10/graphql.json', { query: SET, variables })
  const { attributes } = await readCart(visitor)
  await visitor.post('/cart/update.js', { attributes: { [old]: '', [fresh]: '' } })
  if (!answer.ok || !attributes[fresh])
    return { answer: null, seen: `The Storefront API did not set an attribute: status ${answer.status}.` }
  const seen = `After "${fresh}" was set, "${old}" was ${attributes[old] ? 'still there' : 'gone'}.`
  return { answer: attributes[old] ? 'merged' : 'replaced', seen }
}

async function checkProperty(visitor: Visitor, id: number): Promise<Finding> {
  const properties = { [NAME]: 'a'.repeat(PROPERTY_BYTES) }
  const added = await visitor.post('/cart/add.js', { id, quantity: 1, properties })
  if (!added.ok) {
    // Whether the product or the property is refused.
    const plain = await visitor.post('/cart/add.js', { id, quantity: 1 })
    if (!plain.ok)
      return { answer: null, seen: `The cart does not take the product: status ${plain.status}.` }
    return describeLength({ status: added.status, kept: 0, of: PROPERTY_BYTES })
  }
  const [line] = (await readCart(visitor)).items
  return describeLength({ status: 200, kept: line?.properties?.[NAME]?.length ?? 0, of: PROPERTY_BYTES })
}

function describeLength({ status, kept, of }: { status: number; kept: number; of: number }): Finding {
  if (status === 422 || status === 400) return { answer: 'refused', seen: `${of} bytes: status ${status}.` }
  if (status !== 200) return { answer: null, seen: `The cart answered ${status}.` }
  return { answer: kept === of ? 'whole' : 'cut', seen: `Of ${of} bytes the cart keeps ${kept}.` }
}

async function checkToken({ port, mark }: LiveRun, visitor: Visitor): Promise<Finding> {
  if (!(await port.hasScope('unauthenticated_write_checkouts'))) {
    const seen = 'The permission is missing. Switch on the cart metafield in Palisade’s settings first.'
    return { answer: null, seen }
  }
  const { token } = await readCart(visitor)
  try {
    await port.writeCartPass({ cartToken: token, proof: mark })
    return { answer: 'accepted', seen: 'The app wrote the cart’s metafield.' }
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    const isRefused = error.code === 'ERR_SHOPIFY_USER' || error.code === 'ERR_SCOPE_MISSING'
    return { answer: isRefused ? 'refused' : null, seen: error.message }
  }
}
