import { createStorefrontCart } from '../../../client/storefront/createStorefrontCart.ts'
import type { StorefrontCartOptions } from '../../../client/storefront/readOptions.ts'
import type { CartAccess } from '../../../client/storefront/types.ts'
import { JACKET, openTestShop, type TestShop } from '../../standin-tests/storefront/openTestShop.ts'

export const CART_API = 'https://night-owls.myshopify.com/api/2026-10/graphql.json'
export const LINE = { productId: JACKET.productId, variantId: JACKET.small }

export type OpenedCart = {
  readonly opened: TestShop
  readonly id: string
  readonly cart: CartAccess
  /** Access for another tab or program, with a hook before each of its requests. */
  readonly open: (more?: Partial<StorefrontCartOptions>) => CartAccess
  /** Sends a request to the stand-in's Storefront API. */
  readonly send: typeof fetch
}

/** A cart of the stand-in's Storefront API with one jacket, and two attributes of others. */
export async function openCart(): Promise<OpenedCart> {
  const opened = openTestShop()
  const send: typeof fetch = async (input, init) => opened.ask(new URL(`${input}`).pathname, init)
  const document = `mutation ($input: CartInput) { cartCreate(input: $input) { cart { id } } }`
  const merchandiseId = `gid://shopify/ProductVariant/${JACKET.small}`
  const input = {
    attributes: [
      { key: 'gift', value: 'yes' },
      { key: 'empty', value: '' },
    ],
    lines: [{ merchandiseId, attributes: [{ key: 'Monogram', value: 'A' }] }],
  }
  const body = JSON.stringify({ query: document, variables: { input } })
  const headers = { 'content-type': 'application/json' }
  const made = (await (await send(CART_API, { method: 'POST', headers, body })).json()) as {
    data: { cartCreate: { cart: { id: string } } }
  }
  const { id } = made.data.cartCreate.cart
  const open = (more: Partial<StorefrontCartOptions> = {}) =>
    createStorefrontCart({ url: CART_API, findCartId: () => id, fetch: send, ...more })
  return { opened, id, open, cart: open(), send }
}
