import { parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { composeCartWrites } from '../../app/picket/agents/composeCartWrites.ts'
import { loadSchema } from '../standin/shopify/schemas/loadSchema.ts'

const CART = 'gid://shopify/Cart/hWN1c2VyMTIz?key=0123abcd'
const jacket = { productId: 8101, variantId: 8201, id: 'gid://shopify/CartLine/1' }
const mug = { productId: 8102, variantId: 8202, id: 'gid://shopify/CartLine/2' }
const own = { productId: 8101, variantId: 8201, proof: 'p1~l' }
const nothing = { proof: null, lineProofs: [], codes: [], lines: [jacket] }

describe('mutations for a cart', () => {
  test('default: each is valid by the published schema of the Storefront API', async () => {
    const schema = await loadSchema('storefront-graphql_2026-10')
    const open = { proof: 'p1~c', lineProofs: [own], codes: ['OWL-1'], lines: [jacket] }
    const writes = [
      ...composeCartWrites(open),
      ...composeCartWrites({ ...open, cart: { id: CART, discountCodes: ['SUMMER', 'OWL-1'] } }),
    ]
    expect(writes.map(({ mutation }) => mutation)).toEqual([
      'cartCreate',
      'cartAttributesUpdate',
      'cartLinesUpdate',
      'cartDiscountCodesUpdate',
    ])
    for (const { query } of writes) expect(validate(schema, parse(query))).toEqual([])
    expect(writes[3]?.variables).toEqual({ cartId: CART, discountCodes: ['SUMMER', 'OWL-1'] })
  })

  test('behavior: a line without a new proof keeps what it has, also an earlier proof', () => {
    const earlier = [{ key: '_palisade', value: 'of another gate' }]
    const lines = [jacket, { ...mug, attributes: earlier }]
    const given = { ...nothing, proof: 'p1~c', lineProofs: [own], lines }
    expect(composeCartWrites({ ...given, cart: { id: CART } })[1]?.variables).toEqual({
      cartId: CART,
      lines: [{ id: jacket.id, attributes: [{ key: '_palisade', value: 'p1~l' }] }],
    })
    const [{ variables } = { variables: {} }] = composeCartWrites(given)
    expect(variables).toMatchObject({ input: { lines: [{}, { attributes: earlier }] } })
  })

  test('behavior: in a shop of codes a cart without a proof gets the codes alone', () => {
    const writes = composeCartWrites({ ...nothing, codes: ['OWL-1'], cart: { id: CART } })
    expect(writes).toMatchObject([
      { mutation: 'cartDiscountCodesUpdate', variables: { discountCodes: ['OWL-1'] } },
    ])
  })

  test('behavior: nothing is written if nothing is open', () => {
    expect(composeCartWrites(nothing)).toEqual([])
    expect(composeCartWrites({ ...nothing, cart: { id: CART } })).toEqual([])
  })
})
