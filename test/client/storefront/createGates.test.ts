import { describe, expect, test } from 'vitest'
import { createGates, type Gates } from '../../../client/storefront/createGates.ts'
import { createStorefrontCart } from '../../../client/storefront/createStorefrontCart.ts'
import type { GatesOptions, StorefrontCartOptions } from '../../../client/storefront/readOptions.ts'

/* What a program without types may pass: each mistake is a sentence, also as `error` of the state. */
const OPTIONS: GatesOptions = {
  url: 'https://palisade.example/api/v1',
  apiKey: `pk_${'0'.repeat(32)}`,
  fetch: async () => Response.json({ products: {}, gates: [] }),
}
/** Ids as a page has them. */
const LINE = { productId: 'gid://shopify/Product/8101', variantId: 91_011 }
type Untyped = Record<'load' | 'login' | 'readContent' | 'chooseToken', (given?: unknown) => Promise<unknown>>
const open = () => createGates(OPTIONS) as Gates & Untyped

describe('createGates', () => {
  test('default: gates are loaded where there is no window', async () => {
    expect(await open().load([LINE])).toMatchObject({ step: 'idle', gates: [], error: null })
  })

  test.each(['ERR_SERVER_BUSY', 'ERR_RATE_LIMITED', 'ERR_STOREFRONT_LIMITED'])(
    'refuses: a request that the server turns away, by the server’s own code (%s)',
    async (code) => {
      const headers = { 'retry-after': '7' }
      const fetch = async () =>
        Response.json({ error: code, msg: 'Try again later.' }, { status: 429, headers })
      await expect(createGates({ ...OPTIONS, fetch }).load([LINE])).rejects.toMatchObject({
        ...{ code, status: 429, retryAfterSeconds: 7, message: 'Try again later.' },
      })
    },
  )

  test.each([
    ['no list', undefined, 'Pass "load" a list, such as [{ productId: 8101, variantId: 91011 }].'],
    ['one line', LINE, 'Pass "load" a list'],
    ['an empty line', [null], '"undefined" is no id of a Product.'],
    [
      'a variant’s id as product',
      [{ ...LINE, productId: 'gid://shopify/ProductVariant/1' }],
      'of a Product.',
    ],
    [
      'a product’s id as variant',
      [{ ...LINE, variantId: 'gid://shopify/Product/1' }],
      '"gid://shopify/Product/1" is no id of a ProductVariant. Pass a number, or a text such as "gid://shopify/ProductVariant/8101".',
    ],
    ['a handle', [{ ...LINE, productId: 'varsity-jacket' }], '"varsity-jacket" is no id of a Product.'],
  ])('refuses: load of %s (ERR_CLIENT_INPUT)', async (_, lines, message) => {
    const gates = open()
    const error = {
      name: 'PalisadeError',
      code: 'ERR_CLIENT_INPUT',
      message: expect.stringContaining(message),
    }
    await expect(gates.load(lines as never)).rejects.toMatchObject(error)
    expect(gates.readState()).toMatchObject({ step: 'idle', error })
  })

  test.each([undefined, null, { id: 'nobody' }])(
    'refuses: login with %j, which is no wallet of the state (ERR_CLIENT_INPUT)',
    async (wallet) => {
      const gates = open()
      await gates.load([LINE])
      await expect(gates.login(wallet as never)).rejects.toMatchObject({
        code: 'ERR_CLIENT_INPUT',
        message: expect.stringContaining('Call "load" first, and pass one of "wallets".'),
      })
      expect(gates.readState().step).toBe('idle')
    },
  )

  test.each([undefined, {}, { handle: 'lookbook' }, { handle: 'lookbook', gate: '4' }])(
    'refuses: content of %j (ERR_CLIENT_INPUT)',
    async (entry) => {
      await expect(open().readContent(entry as never)).rejects.toMatchObject({
        ...{ code: 'ERR_CLIENT_INPUT', message: expect.stringContaining('the number of its gate') },
      })
    },
  )

  test.each([undefined, {}, { gate: '4' }])(
    'refuses: the choice of a token with %j (ERR_CLIENT_INPUT)',
    async (choice) => {
      await expect(open().chooseToken(choice as never)).rejects.toMatchObject({
        ...{ code: 'ERR_CLIENT_INPUT', message: expect.stringContaining('the number of a gate') },
      })
    },
  )

  test('refuses: no options, and a cart that cannot be written (ERR_CLIENT_INPUT)', () => {
    const create = createGates as (options?: unknown) => Gates
    for (const wrong of [undefined, null, {}]) expect(() => create(wrong)).toThrow('The option "url"')
    expect(() => create({ ...OPTIONS, cart: { read: async () => null } })).toThrow('The option "cart"')
    const createCart = createStorefrontCart as (options?: Partial<StorefrontCartOptions> | null) => unknown
    for (const wrong of [undefined, null, {}]) expect(() => createCart(wrong)).toThrow('The option "url"')
  })
})
