import { GraphQLError } from 'graphql'
import type { ApiObject } from '../../admin/context.ts'
import { listLines } from '../../checkout/listLines.ts'
import {
  moneyDecimalsOf,
  randomToken,
  type StandinCart,
  type StandinShop,
  type StandinState,
} from '../../state.ts'
import { addToCart } from '../cart/addToCart.ts'
import { CartError } from '../cart/CartError.ts'
import { changeLine } from '../cart/changeLine.ts'
import { enterCodes } from '../cart/enterCodes.ts'
import { limitTexts } from '../cart/limitTexts.ts'
import { findApiCart, type ToApiCartParameters, toApiCart } from './toApiCart.ts'
import { composeLineId } from './toApiLine.ts'

export type ChangeApiCartParameters = {
  state: StandinState
  shop: StandinShop
  price: ToApiCartParameters['price']
}

type Attribute = { key: string; value: string }
type LineInput = {
  merchandiseId: string
  quantity?: number | null
  attributes?: Attribute[] | null
  sellingPlanId?: string | null
}
type LineUpdate = { id?: string | null; quantity?: number | null; attributes?: Attribute[] | null }
type CartInput = {
  lines?: LineInput[] | null
  attributes?: Attribute[] | null
  discountCodes?: string[] | null
  note?: string | null
}
type Named = { cartId: string }

/** Most entries of a list that a mutation takes. */
const MOST = 250

/** The mutations of a cart by name. What the cart refuses is a user error, and then nothing has changed. */
export function createCartMutations(parameters: ChangeApiCartParameters) {
  const { shop } = parameters
  const change = (name: string, { cartId }: Named, deed: (cart: StandinCart) => void) => {
    const cart = findApiCart({ shop, id: cartId })
    if (!cart) return refuse(name, ['cartId'], 'The specified cart does not exist.')
    return runChange({ ...parameters, name, cart, deed })
  }
  return {
    cartCreate: ({ input }: { input?: CartInput | null }) => {
      const cart = startApiCart(shop)
      const answer = runChange({
        ...parameters,
        name: 'CartCreate',
        cart,
        deed: () => fillCart(shop, cart, input ?? {}),
      })
      if (answer.cart === null) shop.carts.delete(cart.token)
      return answer
    },
    cartAttributesUpdate: ({ attributes, ...named }: Named & { attributes: Attribute[] }) =>
      change('CartAttributesUpdate', named, (cart) => setAttributes(shop, cart, attributes)),
    cartDiscountCodesUpdate: ({ discountCodes, ...named }: Named & { discountCodes: string[] }) =>
      change('CartDiscountCodesUpdate', named, (cart) =>
        enterCodes({ cart, codes: limitList(discountCodes) }),
      ),
    cartLinesAdd: ({ lines, ...named }: Named & { lines: LineInput[] }) =>
      change('CartLinesAdd', named, (cart) => addLines(shop, cart, lines)),
    cartLinesRemove: ({ lineIds, ...named }: Named & { lineIds?: string[] | null }) =>
      change('CartLinesRemove', named, (cart) => {
        for (const id of limitList(lineIds ?? [])) updateLine(shop, cart, { id, quantity: 0 })
      }),
    cartLinesUpdate: ({ lines, ...named }: Named & { lines: LineUpdate[] }) =>
      change('CartLinesUpdate', named, (cart) => {
        // Found first: a change gives its line another id.
        const keys = limitList(lines).map((line) => findLineKey(shop, cart, line.id ?? ''))
        for (const [at, line] of lines.entries()) updateLine(shop, cart, line, keys[at])
      }),
  }
}

function startApiCart(shop: StandinShop): StandinCart {
  const cart: StandinCart = {
    token: `hWN${randomToken(14)}?key=${randomToken(16)}`,
    ...{ attributes: {}, note: '', lines: [], discountCodes: [], customerId: null, email: null },
    locale: shop.locale,
    ...{ presentmentCurrency: shop.currencyCode, presentmentRate: '1.0' },
  }
  shop.carts.set(cart.token, cart)
  return cart
}

function fillCart(shop: StandinShop, cart: StandinCart, input: CartInput): void {
  const { lines, attributes, discountCodes, note, ...others } = input
  const [unknown] = Object.keys(others)
  if (unknown !== undefined)
    throw new GraphQLError(`The stand-in does not support CartInput.${unknown}.`, {
      extensions: { code: 'STANDIN_NOT_IMITATED' },
    })
  cart.note = note ?? ''
  setAttributes(shop, cart, attributes ?? [])
  enterCodes({ cart, codes: limitList(discountCodes ?? []) })
  addLines(shop, cart, lines ?? [])
}

/** Sets the whole set of attributes; under the knob `cartAttributes` it may join the old ones instead. */
function setAttributes(shop: StandinShop, cart: StandinCart, attributes: Attribute[]): void {
  const texts = limitTexts({ texts: toTexts(attributes), limit: shop.knobs.attributeLength })
  cart.attributes = shop.knobs.cartAttributes === 'merged' ? { ...cart.attributes, ...texts } : texts
}

function addLines(shop: StandinShop, cart: StandinCart, lines: LineInput[]): void {
  const items = limitList(lines).map(({ merchandiseId, quantity, attributes, sellingPlanId }) => ({
    id: idOf(merchandiseId),
    quantity: quantity ?? 1,
    properties: toTexts(attributes ?? []),
    ...(sellingPlanId ? { selling_plan: idOf(sellingPlanId) } : {}),
  }))
  // The API lists new lines last, and the cart's page first.
  addToCart({ shop, cart, items: items.reverse() })
}

function updateLine(
  shop: StandinShop,
  cart: StandinCart,
  line: LineUpdate,
  key = findLineKey(shop, cart, line.id ?? ''),
): void {
  const { quantity, attributes } = line
  const properties = attributes ? { properties: toTexts(attributes) } : {}
  changeLine({ shop, cart, body: { id: key, ...(quantity == null ? {} : { quantity }), ...properties } })
}

function findLineKey(shop: StandinShop, cart: StandinCart, id: string): string {
  const lines = listLines({ shop, cart, decimals: moneyDecimalsOf(cart.presentmentCurrency) })
  const found = lines.find((line) => composeLineId({ cart, id: line.id }) === id)
  if (found) return found.line.key
  throw new CartError(404, 'Cart Error', 'The merchandise line with id does not exist.')
}

function runChange({
  name,
  cart,
  deed,
  ...parameters
}: ChangeApiCartParameters & {
  name: string
  cart: StandinCart
  deed: (cart: StandinCart) => void
}): ApiObject {
  const before = structuredClone(cart)
  try {
    deed(cart)
  } catch (error) {
    Object.assign(cart, before)
    if (error instanceof CartError) return refuse(name, ['lines'], error.message)
    throw error
  }
  const { lines } = cart
  cart.lines = lines.filter(({ quantity }) => quantity > 0)
  return {
    __typename: `${name}Payload`,
    cart: toApiCart({ ...parameters, cart }),
    userErrors: [],
    warnings: [],
  }
}

function refuse(name: string, field: string[], message: string): ApiObject {
  const userErrors = [{ __typename: 'CartUserError', code: 'INVALID', field, message }]
  return { __typename: `${name}Payload`, cart: null, userErrors, warnings: [] }
}

/** @throws GraphQLError as Shopify's, of the whole request, when a list has too many entries. */
function limitList<T>(list: T[]): T[] {
  if (list.length <= MOST) return list
  throw new GraphQLError(
    `The input array size of ${list.length} is greater than the maximum allowed of ${MOST}.`,
    {
      extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
    },
  )
}

function toTexts(attributes: Attribute[]): Record<string, string> {
  return Object.fromEntries(limitList(attributes).map(({ key, value }) => [key, value]))
}

function idOf(gid: string): string {
  return gid.split('/').at(-1) ?? ''
}
