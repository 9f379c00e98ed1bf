import type { ApiObject } from '../../admin/context.ts'
import { type PageArguments, paginate } from '../../admin/paginate.ts'
import type { PricedCart } from '../../checkout/priceCart.ts'
import {
  findMetafield,
  type StandinCart,
  type StandinMetafield,
  type StandinShop,
  type StandinState,
} from '../../state.ts'
import { listAttributes } from './listAttributes.ts'
import { toApiLine } from './toApiLine.ts'
import { toMoney } from './toMoney.ts'

export type FindApiCartParameters = { shop: StandinShop; id: string }

/** Finds a cart by its Storefront id. Without the `?key=` of its token it finds none. */
export function findApiCart({ shop, id }: FindApiCartParameters): StandinCart | null {
  const token = /^gid:\/\/shopify\/Cart\/(.+)$/.exec(id)?.[1] ?? ''
  return shop.carts.get(token) ?? null
}

export type ToApiCartParameters = {
  state: StandinState
  shop: StandinShop
  cart: StandinCart
  /** Prices a cart, with its Functions. */
  price: (cart: StandinCart) => PricedCart
}

/** A cart as the Storefront API shows it. It is priced only if lines or amounts are asked for. */
export function toApiCart({ state, shop, cart, price }: ToApiCartParameters): ApiObject {
  const id = `gid://shopify/Cart/${cart.token}`
  const attributes = listAttributes(cart.attributes)
  const read = ({ namespace, key }: { namespace?: string | null; key: string }) => {
    const found = findMetafield({ state, shop, ownerGid: id, namespace, key })
    return found && toApiMetafield(found)
  }
  let known: PricedCart | null = null
  const priced = () => {
    known ??= price(cart)
    return known
  }
  return {
    __typename: 'Cart',
    id,
    note: cart.note === '' ? null : cart.note,
    attributes,
    attribute: ({ key }: { key: string }) => attributes.find((one) => one.key === key) ?? null,
    checkoutUrl: `${shop.storefrontOrigin}/checkout?cart=${encodeURIComponent(cart.token)}`,
    totalQuantity: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    metafield: read,
    metafields: ({ identifiers }: { identifiers: { namespace?: string | null; key: string }[] }) =>
      identifiers.map(read),
    lines: (args: PageArguments) =>
      paginate({
        ...{ items: priced().lines, args },
        idOf: ({ id }) => id,
        toNode: (line) => toApiLine({ shop, priced: priced(), line }),
      }),
    cost: () => toApiCost(priced()),
    discountCodes: () => priced().codes.map((code) => ({ __typename: 'CartDiscountCode', ...code })),
  }
}

/** Shopify's `totalAmount` of a cart has no shipping. */
function toApiCost(priced: PricedCart): ApiObject {
  const { currency, shippingMinor, totalMinor, subtotalMinor } = priced
  const shippingOff = priced.shippingDiscounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  return {
    __typename: 'CartCost',
    subtotalAmount: toMoney(subtotalMinor, currency),
    totalAmount: toMoney(totalMinor - shippingMinor + shippingOff, currency),
  }
}

/** A metafield as the Storefront API shows it. */
export function toApiMetafield(metafield: StandinMetafield): Record<string, unknown> {
  const { id, namespace, key, type, value, createdAt, updatedAt } = metafield
  return { __typename: 'Metafield', id, namespace, key, type, value, createdAt, updatedAt }
}
