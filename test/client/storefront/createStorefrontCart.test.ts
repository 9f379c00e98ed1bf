import { describe, expect, test, vi } from 'vitest'
import { PalisadeError } from '../../../client/server/PalisadeError.ts'
import { createStorefrontCart } from '../../../client/storefront/createStorefrontCart.ts'
import { CART_API, openCart } from './openCart.ts'

const answerWith =
  (body: string | object, status = 200, headers: Record<string, string> = {}): typeof fetch =>
  async () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
const fault = (code: string, message = 'No.') => ({ errors: [{ message, extensions: { code } }] })

async function readWith(fetch: typeof globalThis.fetch, timeoutMs = 5_000): Promise<unknown> {
  const cart = createStorefrontCart({
    url: CART_API,
    findCartId: () => 'gid://shopify/Cart/x?key=y',
    fetch,
    timeoutMs,
  })
  return cart.read().catch((error: unknown) => error)
}

describe('createStorefrontCart', () => {
  test('default: it reads a cart as the Storefront API has it', async () => {
    const { cart, id } = await openCart()
    expect(await cart.read()).toEqual({
      id,
      attributes: [
        { key: 'gift', value: 'yes' },
        { key: 'empty', value: '' },
      ],
      discountCodes: [],
      lines: [
        {
          id: expect.stringMatching(/^gid:\/\/shopify\/CartLine\//),
          productId: expect.any(Number),
          variantId: expect.any(Number),
          quantity: 1,
          attributes: [{ key: 'Monogram', value: 'A' }],
        },
      ],
    })
  })

  test('behavior: a public token is sent as such, and a wrong one is refused (ERR_STOREFRONT_TOKEN)', async () => {
    const { opened, open } = await openCart()
    opened.shop.storefrontTokens.set('public', {
      title: 'Headless',
      scopes: ['unauthenticated_read_checkouts', 'unauthenticated_write_checkouts'],
    })
    expect(await open({ publicAccessToken: 'public' }).read()).toMatchObject({ lines: [{ quantity: 1 }] })
    await expect(open({ publicAccessToken: 'wrong' }).read()).rejects.toMatchObject({
      code: 'ERR_STOREFRONT_TOKEN',
      message: expect.stringMatching(/publicAccessToken/),
    })
  })

  test('refuses: a token without the right to read carts (ERR_STOREFRONT_TOKEN)', async () => {
    const { opened, open } = await openCart()
    opened.shop.storefrontTokens.set('poor', { title: 'Headless', scopes: [] })
    await expect(open({ publicAccessToken: 'poor' }).read()).rejects.toMatchObject({
      code: 'ERR_STOREFRONT_TOKEN',
      message: expect.stringMatching(/unauthenticated_read_checkouts/),
    })
  })

  test('refuses: a cart that has ended, when it is read and when it is written (ERR_CART_ENDED)', async () => {
    const { opened, cart, id } = await openCart()
    opened.shop.carts.clear()
    const ended = { code: 'ERR_CART_ENDED', message: expect.stringMatching(/cartCreate/) }
    await expect(cart.read()).rejects.toMatchObject(ended)
    await expect(cart.setAttributes(id, [])).rejects.toMatchObject(ended)
  })

  test('refuses: more than 250 attributes (ERR_CART_FULL)', async () => {
    const { cart, id } = await openCart()
    const attributes = Array.from({ length: 251 }, (_, at) => ({ key: `k${at}`, value: '1' }))
    await expect(cart.setAttributes(id, attributes)).rejects.toMatchObject({
      code: 'ERR_CART_FULL',
      message: expect.stringMatching(/remove one/),
    })
  })

  test('refuses: a line that is not in the cart (ERR_CART_REFUSED)', async () => {
    const { cart, id } = await openCart()
    await expect(
      cart.setLines(id, [{ id: 'gid://shopify/CartLine/no', attributes: [] }]),
    ).rejects.toMatchObject({
      code: 'ERR_CART_REFUSED',
    })
  })

  test.each<[what: string, answer: typeof fetch, code: string, says: RegExp]>([
    ['a password page', answerWith('<!doctype html>'), 'ERR_STOREFRONT_ANSWER', /password/],
    ['a wrong address', answerWith('Not Found', 404), 'ERR_STOREFRONT_ANSWER', /Check the address/],
    ['a broken server', answerWith('', 502), 'ERR_STOREFRONT_ANSWER', /status 502/],
    ['JSON without data', answerWith({}), 'ERR_STOREFRONT_ANSWER', /graphql\.json/],
    ['too many requests', answerWith('', 430, { 'retry-after': '7' }), 'ERR_STOREFRONT_LIMITED', /Wait/],
    ['a throttled query', answerWith(fault('THROTTLED')), 'ERR_STOREFRONT_LIMITED', /Wait/],
    ['a forbidden request', answerWith('', 403), 'ERR_STOREFRONT_TOKEN', /publicAccessToken/],
    ['an older version of the API', answerWith(fault('undefinedField')), 'ERR_STOREFRONT_FIELD', /2026-10/],
    ['an unknown refusal', answerWith(fault('INTERNAL_SERVER_ERROR')), 'ERR_STOREFRONT_ANSWER', /Try again/],
    [
      'no connection',
      async () => Promise.reject(new TypeError('failed')),
      'ERR_CLIENT_NETWORK',
      /no connection/,
    ],
  ])('refuses: %s', async (_, fetch, code, says) => {
    const error = await readWith(fetch)
    expect(error).toBeInstanceOf(PalisadeError)
    expect(error).toMatchObject({ code, message: expect.stringMatching(says) })
  })

  test('refuses: an API that does not answer in time (ERR_CLIENT_TIMEOUT)', async () => {
    const wait: typeof fetch = (_, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
    expect(await readWith(wait, 5)).toMatchObject({ code: 'ERR_CLIENT_TIMEOUT' })
  })

  test.each([
    ['url', { url: 'https://shop.example' }],
    ['url', { url: 'ftp://shop.example/api/2026-10/graphql.json' }],
    ['findCartId', { findCartId: 'gid' as never }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['fetch', { fetch: 'fetch' as never }],
  ])('refuses: a wrong option "%s" (ERR_CLIENT_INPUT)', (name, wrong) => {
    const make = () => createStorefrontCart({ url: CART_API, findCartId: () => null, ...wrong })
    expect(make).toThrow(
      expect.objectContaining({ code: 'ERR_CLIENT_INPUT', message: expect.stringContaining(`"${name}"`) }),
    )
  })

  test('refuses: a private token in a page (ERR_CLIENT_INPUT)', () => {
    vi.stubGlobal('document', {})
    try {
      const make = () =>
        createStorefrontCart({
          url: '/api/2026-10/graphql.json',
          findCartId: () => null,
          privateAccessToken: 'x',
        })
      expect(make).toThrow(/privateAccessToken/)
    } finally {
      vi.unstubAllGlobals()
    }
  })
})
