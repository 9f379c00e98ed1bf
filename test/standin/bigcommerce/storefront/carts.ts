import { randomUUID } from 'node:crypto'
import { type Answer, type Call, refuse } from '../api/context.ts'
import type { StandinCart, StandinStore } from '../state.ts'
import { emitEvent } from '../webhooks/emitEvent.ts'
import { findUsableCoupon } from './findUsableCoupon.ts'
import { formatCart, formatCheckout } from './formatCart.ts'
import { priceCart } from './priceCart.ts'

/** A request of a shopper's browser: the cookie says whose cart it is. */
export type ShopperCall = Call & { session: { customerId: number; cartId: string | null } }
export type ShopperHandler = (call: ShopperCall) => Answer

type NewItem = { productId: number; quantity: number; variantId?: number }

export const CARTS: Readonly<Record<string, ShopperHandler>> = {
  'GET /carts': (call) => {
    const cart = findCart(call)
    return { status: 200, body: cart ? [formatCart(call.store, cart)] : [] }
  },
  'POST /carts': (call) => {
    // The storefront has one cart a browser: another one takes the place of the first.
    const { lineItems } = call.body as { lineItems: NewItem[] }
    const cart = createCart(call)
    const refusal = addItems(call, cart, lineItems)
    if (refusal) return refusal
    call.store.carts.set(cart.id, cart)
    call.session.cartId = cart.id
    emitEvent(call.store, 'store/cart/created', { type: 'cart', id: cart.id })
    return finish(call, cart)
  },
  'DELETE /carts/{cartId}': (call) => {
    const cart = findCart(call, call.params.cartId)
    if (!cart) return refuse(404, 'There is no such cart.')
    deleteCart(call, cart)
    return { status: 204 }
  },
  'POST /carts/{cartId}/items': (call) =>
    withCart(call, call.params.cartId, (cart) => {
      const { lineItems } = call.body as { lineItems: NewItem[] }
      return addItems(call, cart, lineItems) ?? finish(call, cart)
    }),
  'PUT /carts/{cartId}/items/{itemId}': (call) =>
    withCart(call, call.params.cartId, (cart) => {
      const line = cart.lines.find(({ id }) => id === call.params.itemId)
      if (!line) return refuse(404, 'There is no such item.')
      line.quantity = (call.body as { lineItem: NewItem }).lineItem.quantity
      emitEvent(call.store, 'store/cart/lineItem/updated', toItemEvent(cart, line.id))
      return finish(call, cart)
    }),
  'DELETE /carts/{cartId}/items/{itemId}': (call) =>
    withCart(call, call.params.cartId, (cart) => {
      const line = cart.lines.find(({ id }) => id === call.params.itemId)
      if (!line) return refuse(404, 'There is no such item.')
      cart.lines = cart.lines.filter((one) => one !== line)
      emitEvent(call.store, 'store/cart/lineItem/deleted', toItemEvent(cart, line.id))
      if (cart.lines.length > 0) return finish(call, cart)
      finish(call, cart)
      deleteCart(call, cart)
      return { status: 204 }
    }),
}

export const CHECKOUTS: Readonly<Record<string, ShopperHandler>> = {
  'GET /checkouts/{checkoutId}': (call) =>
    withCart(call, call.params.checkoutId, (cart) => ({
      status: 200,
      body: formatCheckout(call.store, cart),
    })),
  'POST /checkouts/{checkoutId}/coupons': (call) =>
    withCart(call, call.params.checkoutId, (cart) => {
      const { couponCode } = call.body as { couponCode: string }
      const found = findUsableCoupon(call.store, cart, couponCode)
      if ('refusal' in found) return refuse(422, found.refusal)
      if (cart.couponCodes.some((code) => code.toLowerCase() === couponCode.toLowerCase()))
        return refuse(422, 'The coupon code is applied already.')
      // A checkout takes one code, unless the store is an enterprise's with another setting.
      const before = cart.couponCodes
      cart.couponCodes = [found.coupon.code]
      const refusal = findRefusal(call.store, cart)
      if (refusal !== null) {
        cart.couponCodes = before
        return refuse(422, refusal)
      }
      emitEvent(call.store, 'store/cart/couponApplied', {
        type: 'cart',
        id: cart.id,
        couponId: found.coupon.id,
      })
      touch(call, cart)
      return { status: 200, body: formatCheckout(call.store, cart) }
    }),
  'DELETE /checkouts/{checkoutId}/coupons/{couponCode}': (call) =>
    withCart(call, call.params.checkoutId, (cart) => {
      const code = (call.params.couponCode ?? '').toLowerCase()
      if (!cart.couponCodes.some((one) => one.toLowerCase() === code))
        return refuse(404, 'The code is not applied.')
      cart.couponCodes = cart.couponCodes.filter((one) => one.toLowerCase() !== code)
      touch(call, cart)
      return { status: 200, body: formatCheckout(call.store, cart) }
    }),
}

/** Why a code that may be used does nothing in this cart. */
function findRefusal(store: StandinStore, cart: StandinCart): string | null {
  const [applied] = priceCart(store, cart).coupons
  if (!applied) return 'The coupon code cannot be used with the promotions of this cart.'
  const isIdle = applied.amount === 0 && store.knobs.idleCoupon === 'refuse'
  return isIdle ? 'The coupon code is not for these products.' : null
}

/** The browser's own cart; another one's id finds nothing. */
export function findCart(
  { store, session }: Pick<ShopperCall, 'store' | 'session'>,
  id?: string,
): StandinCart | null {
  if (session.cartId === null || (id !== undefined && id !== session.cartId)) return null
  return store.carts.get(session.cartId) ?? null
}

function withCart(call: ShopperCall, id: string | undefined, answer: (cart: StandinCart) => Answer): Answer {
  const cart = findCart(call, id)
  if (!cart) return refuse(404, 'There is no such cart.')
  const { version } = (call.body ?? {}) as { version?: number }
  if (version !== undefined && version !== cart.version) return refuse(409, 'The cart has changed meanwhile.')
  return answer(cart)
}

function createCart({ store, session }: ShopperCall): StandinCart {
  const at = Math.floor(store.now() / 1000)
  const email = store.customers.get(session.customerId)?.email ?? ''
  return {
    id: randomUUID(),
    customerId: session.customerId,
    email,
    lines: [],
    couponCodes: [],
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
}

function addItems({ store }: ShopperCall, cart: StandinCart, items: readonly NewItem[]): Answer | null {
  for (const { productId, variantId, quantity } of items) {
    const product = store.products.get(productId)
    const variant = product?.variants.find(({ id }) => id === variantId) ?? null
    const chosen =
      variant ?? (variantId === undefined && product?.variants.length === 1 ? product.variants[0] : null)
    if (!product?.isVisible || !chosen) return refuse(422, 'The product or its variant does not exist.')
    const known = cart.lines.find((line) => line.variantId === chosen.id)
    const wanted = quantity + (known?.quantity ?? 0)
    if (chosen.stock !== null && wanted > chosen.stock) return refuse(422, 'There are not enough left.')
    if (known) known.quantity = wanted
    const line = known ?? { id: randomUUID(), productId, variantId: chosen.id, quantity }
    if (!known) cart.lines.push(line)
    emitEvent(store, `store/cart/lineItem/${known ? 'updated' : 'created'}`, toItemEvent(cart, line.id))
  }
  return null
}

function toItemEvent(cart: StandinCart, id: string) {
  return { type: 'cart_line_item', id, cartId: cart.id }
}

function touch({ store }: ShopperCall, cart: StandinCart): void {
  cart.version += 1
  cart.isAbandoned = false
  cart.updatedAt = Math.floor(store.now() / 1000)
}

function finish(call: ShopperCall, cart: StandinCart): Answer {
  touch(call, cart)
  emitEvent(call.store, 'store/cart/updated', { type: 'cart', id: cart.id })
  return { status: 200, body: formatCart(call.store, cart) }
}

function deleteCart({ store, session }: ShopperCall, cart: StandinCart): void {
  store.carts.delete(cart.id)
  session.cartId = null
  emitEvent(store, 'store/cart/deleted', { type: 'cart', id: cart.id })
}
