import { PalisadeError } from '../server/PalisadeError.ts'
import { parseId } from './parseId.ts'
import { type ReadCartOptions, readCartOptions, type StorefrontCartOptions } from './readOptions.ts'
import { sendStorefront } from './sendStorefront.ts'
import type { CartAccess, CartAttribute, CartLine, GateCart } from './types.ts'

type ApiAttribute = { readonly key: string; readonly value: string | null }
type ApiLine = {
  readonly id: string
  readonly quantity: number
  readonly attributes: readonly ApiAttribute[]
  readonly merchandise: { readonly id?: string; readonly product?: { readonly id: string } }
}
type ApiCart = {
  readonly id: string
  readonly attributes: readonly ApiAttribute[]
  readonly discountCodes: readonly { readonly code: string }[]
  readonly lines: {
    readonly nodes: readonly ApiLine[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}
type Payload = {
  readonly cart: ApiCart | null
  readonly userErrors: readonly { readonly field: readonly string[] | null; readonly message: string }[]
}

const CART = `fragment PalisadeCart on Cart {
  id
  attributes { key value }
  discountCodes { code }
  lines(first: 250, after: $after) {
    nodes {
      id
      quantity
      attributes { key value }
      merchandise { ... on ProductVariant { id product { id } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
const READ = `query PalisadeCart($id: ID!, $after: String) { cart(id: $id) { ...PalisadeCart } }\n${CART}`

function composeMutation(name: string, field: string, type: string): string {
  return `mutation PalisadeChange($id: ID!, $value: ${type}, $after: String) {
  ${name}(cartId: $id, ${field}: $value) { cart { ...PalisadeCart } userErrors { field message } }
}
${CART}`
}
const SET_ATTRIBUTES = composeMutation('cartAttributesUpdate', 'attributes', '[AttributeInput!]!')
const SET_LINES = composeMutation('cartLinesUpdate', 'lines', '[CartLineUpdateInput!]!')
const SET_CODES = composeMutation('cartDiscountCodesUpdate', 'discountCodes', '[String!]!')

/**
 * Access a cart over Shopify's Storefront API, from a page or a server.
 *
 * Its calls reject with a `PalisadeError`: `ERR_CART_ENDED`, `ERR_CART_REFUSED`, `ERR_CART_FULL`, and those of
 * `sendStorefront`.
 * @throws {PalisadeError} `ERR_CLIENT_INPUT`, with the option's name
 */
export function createStorefrontCart(given: StorefrontCartOptions): CartAccess {
  const options = readCartOptions(given)
  const change = (name: string, document: string) => async (id: string, value: unknown) => {
    const data = await sendStorefront<Record<string, Payload | null>>({
      options,
      document,
      variables: { id, value },
    })
    return readRest(options, checkPayload(data[name]))
  }
  return {
    read: async () => {
      const id = await options.findCartId()
      if (!id) return null
      const { cart } = await sendStorefront<{ cart: ApiCart | null }>({
        ...{ options, document: READ, variables: { id } },
      })
      return readRest(options, checkCart(cart))
    },
    setAttributes: change('cartAttributesUpdate', SET_ATTRIBUTES),
    setLines: change('cartLinesUpdate', SET_LINES),
    setCodes: change('cartDiscountCodesUpdate', SET_CODES),
  }
}

/** @throws {PalisadeError} `ERR_CART_ENDED`, `ERR_CART_REFUSED` */
function checkPayload(payload: Payload | null | undefined): ApiCart {
  const [refusal] = payload?.userErrors ?? []
  if (!refusal) return checkCart(payload?.cart)
  if (refusal.field?.includes('cartId')) throw endedCart(refusal.message)
  throw new PalisadeError({
    code: 'ERR_CART_REFUSED',
    message: `The cart did not take the change: ${refusal.message}`,
    answer: { userErrors: payload?.userErrors },
  })
}

function checkCart(cart: ApiCart | null | undefined): ApiCart {
  if (cart) return cart
  throw endedCart('The Storefront API knows no such cart.')
}

function endedCart(said: string): PalisadeError {
  const next = 'Make a new cart with cartCreate, store its id, and renew the gates.'
  return new PalisadeError({ code: 'ERR_CART_ENDED', message: `${said} ${next}` })
}

/** Read the lines of a cart beyond its first 250: a cart has at most 500. */
async function readRest(options: ReadCartOptions, cart: ApiCart): Promise<GateCart> {
  const lines = [...cart.lines.nodes]
  let { pageInfo } = cart.lines
  while (pageInfo.hasNextPage && pageInfo.endCursor) {
    const variables = { id: cart.id, after: pageInfo.endCursor }
    const { cart: rest } = await sendStorefront<{ cart: ApiCart | null }>({
      options,
      document: READ,
      variables,
    })
    const more = checkCart(rest).lines
    lines.push(...more.nodes)
    pageInfo = more.pageInfo
  }
  return {
    id: cart.id,
    attributes: cart.attributes.map(toAttribute),
    discountCodes: cart.discountCodes.map(({ code }) => code),
    lines: lines.flatMap(toLine),
  }
}

function toAttribute({ key, value }: ApiAttribute): CartAttribute {
  return { key, value: value ?? '' }
}

/** A line without a variant, such as a custom item, has no gate. */
function toLine({ id, quantity, attributes, merchandise }: ApiLine): CartLine[] {
  if (!merchandise.id || !merchandise.product) return []
  return [
    {
      ...{ id, quantity, attributes: attributes.map(toAttribute) },
      productId: parseId(merchandise.product.id, 'Product'),
      variantId: parseId(merchandise.id, 'ProductVariant'),
    },
  ]
}
