import { describe, expect, test } from 'vitest'
import { checkLoss } from '../../../../../extensions/gate-block/src/cart/checkLoss.ts'
import type { Cart, CartItem } from '../../../../../extensions/gate-block/src/cart/types.ts'
import {
  type WriteCartProofsParameters,
  writeCartProofs,
} from '../../../../../extensions/gate-block/src/cart/writeCartProofs.ts'
import { fakeFetch } from '../api/fakeFetch.ts'

type Change = {
  discount?: string
  id?: string
  quantity?: number
  properties?: Record<string, string>
  attributes?: Record<string, string>
}

const line = (
  key: string,
  product: number,
  variant: number,
  properties: Record<string, string> | null = {},
) => ({
  key,
  product_id: product,
  variant_id: variant,
  quantity: 2,
  properties,
})

/** A cart that, like Shopify's, gives a changed line a new key and merges lines that have become equal. */
function start(items: CartItem[], attributes: Record<string, string> = {}) {
  let cart: Cart = { token: 'c', total_price: 0, attributes, items }
  const calls = fakeFetch(({ url, body }) => {
    const change = body as Change
    if (url === '/cart/update.js') {
      const codes = change.discount === undefined ? null : change.discount.split(',').filter(Boolean)
      cart = {
        ...cart,
        attributes: { ...cart.attributes, ...change.attributes },
        ...(codes ? { discount_codes: codes.map((code) => ({ code })) } : {}),
      }
    } else {
      if (!cart.items.some((item) => item.key === change.id)) return new Response('{}', { status: 400 })
      const changed = cart.items.map((item) =>
        item.key === change.id
          ? {
              ...item,
              key: `${item.key}+`,
              quantity: change.quantity ?? 0,
              properties: change.properties ?? {},
            }
          : item,
      )
      const merged: CartItem[] = []
      for (const item of changed) {
        const same = merged.findIndex(
          (other) =>
            other.variant_id === item.variant_id &&
            JSON.stringify(other.properties) === JSON.stringify(item.properties),
        )
        const first = merged[same]
        if (first) merged[same] = { ...first, quantity: first.quantity + item.quantity }
        else merged.push(item)
      }
      cart = { ...cart, items: merged }
    }
    return Response.json(cart)
  })
  return { calls, read: () => cart }
}
type Parameters = Omit<WriteCartProofsParameters, 'codes' | 'oldCodes'> &
  Partial<Pick<WriteCartProofsParameters, 'codes' | 'oldCodes'>>
const write = async (parameters: Parameters) => {
  const cart = await writeCartProofs({ codes: [], oldCodes: [], ...parameters })
  return { cart, hasChanged: cart !== parameters.cart }
}
const proofFor = (productId: number, variantId: number, proof: string) => ({ productId, variantId, proof })

describe('writeCartProofs', () => {
  test('default: it writes the whole attribute and the gated lines, and nothing else', async () => {
    const shop = start([line('k1', 1, 11, { Engraving: 'Jo' }), line('k2', 2, 21)], { gift: 'yes' })
    const result = await write({
      rootUrl: '/',
      cart: shop.read(),
      proof: 'p1~c',
      lineProofs: [proofFor(1, 11, 'p1~l')],
      asked: { seenGates: { 1: [4] }, isDecided: () => true },
    })
    expect(result.hasChanged).toBe(true)
    expect(shop.read().attributes).toEqual({ gift: 'yes', _palisade: 'p1~c' })
    expect(shop.read().items.map((item) => item.properties)).toEqual([
      { Engraving: 'Jo', _palisade: 'p1~l' },
      {},
    ])
    expect(shop.calls.map(({ url, body }) => [url, body])).toEqual([
      ['/cart/update.js', { attributes: { _palisade: 'p1~c' } }],
      ['/cart/change.js', { id: 'k1', quantity: 2, properties: { Engraving: 'Jo', _palisade: 'p1~l' } }],
    ])
  })

  test('behavior: a cart that already has the proofs is not written again', async () => {
    const items = [line('k1', 1, 11, { _palisade: 'p1~l' })]
    const shop = start(items, { _palisade: 'p1~c' })
    const result = await write({
      rootUrl: '/',
      cart: shop.read(),
      proof: 'p1~c',
      lineProofs: [proofFor(1, 11, 'p1~l')],
      asked: { seenGates: { 1: [4] }, isDecided: () => true },
    })
    expect(result).toEqual({ cart: shop.read(), hasChanged: false })
    expect(shop.calls).toEqual([])
  })

  test('behavior: lines that become equal merge, and the remaining lines are still found', async () => {
    const shop = start([line('k1', 1, 11, { _palisade: 'p1~l' }), line('k2', 1, 11, null), line('k3', 1, 12)])
    await write({
      rootUrl: '/de',
      cart: shop.read(),
      proof: null,
      lineProofs: [proofFor(1, 11, 'p1~l'), proofFor(1, 12, 'p1~m')],
      asked: { seenGates: { 1: [4] }, isDecided: () => true },
    })
    expect(shop.calls.every((call) => call.url.startsWith('/de/cart/'))).toBe(true)
    const items = shop
      .read()
      .items.map((item) => [item.variant_id, item.quantity, item.properties?._palisade])
    expect(items).toEqual([
      [11, 4, 'p1~l'],
      [12, 2, 'p1~m'],
    ])
  })

  test('behavior: an old proof without a successor is removed from the products that were asked about', async () => {
    const shop = start([line('k1', 1, 11, { _palisade: 'old' }), line('k2', 9, 91, { _palisade: 'other' })], {
      _palisade: 'old',
    })
    await write({
      rootUrl: '/',
      cart: shop.read(),
      proof: null,
      lineProofs: [],
      asked: { seenGates: { 1: [4] }, isDecided: () => true },
    })
    expect(shop.read().attributes._palisade).toBe('')
    expect(shop.read().items.map((item) => item.properties)).toEqual([{}, { _palisade: 'other' }])
    await write({ rootUrl: '/', cart: shop.read(), proof: null, lineProofs: [], asked: null })
    expect(shop.read().items.map((item) => item.properties)).toEqual([{}, {}])
  })

  test('behavior: an undecided gate keeps the proof of its lines, and lines without a proof get the new one', async () => {
    const items = [
      line('k1', 1, 11, { _palisade: 'old' }),
      line('k2', 2, 21, { _palisade: 'L2-still-good' }),
      line('k3', 2, 22),
      line('k4', 3, 31, { _palisade: 'L3-closed' }),
    ]
    const shop = start(items)
    await write({
      rootUrl: '/',
      cart: shop.read(),
      proof: null,
      lineProofs: [proofFor(1, 11, 'n1'), proofFor(2, 21, 'n2'), proofFor(2, 22, 'n3')],
      asked: { seenGates: { 1: [1], 2: [1, 2], 3: [3] }, isDecided: (gate) => gate !== 2 },
    })
    expect(shop.read().items.map((item) => item.properties?._palisade)).toEqual([
      'n1',
      'L2-still-good',
      'n3',
      undefined,
    ])
  })

  test('behavior: codes are added to existing ones, and only they are removed', async () => {
    const shop = start([line('k1', 1, 11)])
    const read = () => shop.read().discount_codes?.map(({ code }) => code)
    const base = { rootUrl: '/', proof: null, lineProofs: [], asked: null }
    await write({
      ...base,
      cart: { ...shop.read(), discount_codes: [{ code: 'SUMMER' }] },
      codes: ['P1', 'P2'],
    })
    expect(read()).toEqual(['SUMMER', 'P1', 'P2'])
    expect(await write({ ...base, cart: shop.read(), codes: ['P2', 'P1'] })).toMatchObject({
      hasChanged: false,
    })
    await write({ ...base, cart: shop.read(), codes: ['P3'], oldCodes: ['P1', 'P2'] })
    expect(read()).toEqual(['SUMMER', 'P3'])
    await write({ ...base, cart: shop.read(), oldCodes: ['P3'] })
    expect(read()).toEqual(['SUMMER'])
    expect(shop.calls.map(({ body }) => Object.keys(body as Change))).toEqual(
      Array.from({ length: 3 }, () => ['attributes', 'discount']),
    )
  })

  test('behavior: a cart that ignores a change is not asked again and again', async () => {
    const cart: Cart = { token: 'c', total_price: 0, attributes: {}, items: [line('k1', 1, 11)] }
    const calls = fakeFetch(() => Response.json(cart))
    await write({
      rootUrl: '/',
      cart,
      proof: null,
      lineProofs: [proofFor(1, 11, 'p1~l')],
      asked: { seenGates: {}, isDecided: () => true },
    })
    expect(calls).toHaveLength(1)
  })

  test('behavior: a line that has sold out since is skipped, and the others are written', async () => {
    const cart: Cart = {
      token: 'c',
      total_price: 0,
      attributes: { _palisade: 'p1~c' },
      items: [line('k1', 1, 11), line('k2', 1, 12)],
    }
    const calls = fakeFetch(({ body }) =>
      (body as Change).id === 'k1'
        ? new Response('{}', { status: 422 })
        : Response.json({ ...cart, items: [] }),
    )
    const result = await write({
      rootUrl: '/',
      cart,
      proof: 'p1~c',
      lineProofs: [proofFor(1, 11, 'p1~l'), proofFor(1, 12, 'p1~m')],
      asked: { seenGates: {}, isDecided: () => true },
    })
    expect(result.hasChanged).toBe(true)
    expect(calls.map(({ body }) => (body as Change).id)).toEqual(['k1', 'k2'])
  })

  /** A shop that refuses a long attribute, or a long property. */
  const refuse = (refused: 'attributes' | 'properties') => {
    let cart: Cart = { token: 'c', total_price: 0, attributes: {}, items: [line('k1', 1, 11)] }
    fakeFetch(({ body }) => {
      const change = body as Change
      if (change[refused]) return new Response('{}', { status: 422 })
      if (change.properties) {
        cart = {
          ...cart,
          items: cart.items.map((item) => ({ ...item, properties: change.properties ?? {} })),
        }
      }
      cart = { ...cart, attributes: { ...cart.attributes, ...change.attributes } }
      return Response.json(cart)
    })
    const asked = { seenGates: { 1: [4] }, isDecided: () => true }
    const lineProofs = [proofFor(1, 11, 'p1~l')]
    return {
      cart,
      attempt: (more = {}) => write({ rootUrl: '/', cart, proof: 'p1~c', lineProofs, asked, ...more }),
    }
  }

  test('behavior: a shop that refuses the attribute gets the proofs of the lines', async () => {
    const { cart } = await refuse('attributes').attempt()
    expect([cart.attributes, cart.items[0]?.properties]).toEqual([{}, { _palisade: 'p1~l' }])
  })

  test('behavior: a shop that refuses the property gets the attribute', async () => {
    const { cart } = await refuse('properties').attempt()
    expect([cart.attributes, cart.items[0]?.properties]).toEqual([{ _palisade: 'p1~c' }, {}])
  })

  test('refuses: a shop that refuses the attribute while no line has a proof; without its codes the cart has lost the offer', async () => {
    const shop = refuse('attributes')
    await expect(shop.attempt({ lineProofs: [] })).rejects.toMatchObject({ message: 'cart' })
    const { cart } = await shop.attempt({ codes: ['PAL-1'] })
    const carried = { gates: [4], seenGates: { 1: [4] }, codes: ['PAL-1'], passCart: null }
    expect(checkLoss(cart, carried).isLost).toBe(true)
  })

  test('refuses: a shop that takes neither attribute nor property has lost the offer', async () => {
    const cart: Cart = { token: 'c', total_price: 0, attributes: {}, items: [line('k1', 1, 11)] }
    fakeFetch(() => new Response('{}', { status: 422 }))
    const seenGates = { 1: [4] }
    const asked = { seenGates, isDecided: () => true }
    const written = await write({
      rootUrl: '/',
      cart,
      proof: 'p1~c',
      lineProofs: [proofFor(1, 11, 'p1~l')],
      asked,
    })
    expect(written).toEqual({ cart, hasChanged: false })
    const carried = { gates: [4], seenGates, codes: [], passCart: null }
    expect(checkLoss(written.cart, carried)).toEqual({ isHeld: false, isLost: true })
  })

  test('refuses: a cart that does not answer', async () => {
    const cart: Cart = { token: 'c', total_price: 0, attributes: {}, items: [] }
    fakeFetch(() => new Response('', { status: 422 }))
    const attempt = () =>
      write({
        rootUrl: '/',
        cart,
        proof: 'p',
        lineProofs: [],
        asked: { seenGates: {}, isDecided: () => true },
      })
    await expect(attempt()).rejects.toMatchObject({ message: 'cart' })
    fakeFetch(() => Promise.reject(new TypeError('network')))
    await expect(attempt()).rejects.toMatchObject({ message: 'cart' })
  })
})
