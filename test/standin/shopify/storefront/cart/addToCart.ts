import {
  findVariant,
  type StandinCart,
  type StandinCartLine,
  type StandinProduct,
  type StandinSellingPlan,
  type StandinShop,
} from '../../state.ts'
import { CartError } from './CartError.ts'
import { formatLineKey } from './formatLineKey.ts'
import { limitTexts } from './limitTexts.ts'
import { isTable, readTexts } from './parseCartBody.ts'
import { readQuantity } from './readQuantity.ts'

export type AddToCartParameters = {
  shop: StandinShop
  cart: StandinCart
  /** Items as in the request: `id`, `quantity`, `properties`, `selling_plan`. All are added or none. */
  items: readonly unknown[]
}

/**
 * Adds variants to a cart; a line with the same variant and properties grows. New lines come first, as in Shopify.
 *
 * @throws CartError for an unknown or sold-out variant or a bad quantity.
 */
export function addToCart(parameters: AddToCartParameters): StandinCartLine[] {
  const { shop, cart } = parameters
  const wanted = parameters.items.map((item) => readItem(shop, item))
  return wanted.map((item) => {
    const known = cart.lines.find((line) => line.key === item.key)
    if (!known) {
      cart.lines.unshift(item)
      return item
    }
    known.quantity += item.quantity
    return known
  })
}

function readItem(shop: StandinShop, item: unknown): StandinCartLine {
  const fields = isTable(item) ? item : {}
  if (fields.id === undefined || fields.id === '') {
    throw new CartError(400, 'Bad Request', 'Required parameter missing or invalid: items')
  }
  const found = findVariant(shop, Number(fields.id))
  if (!found || found.product.isDraft) throw new CartError(404, 'Cart Error', 'Cannot find variant')
  const { product, variant } = found
  if (!variant.available) {
    throw new CartError(422, 'Cart Error', `The product '${product.title}' is already sold out.`)
  }
  const properties = limitTexts({ texts: readTexts(fields.properties), limit: shop.knobs.propertyLength })
  const sellingPlan = readSellingPlan(product, fields.selling_plan)
  const key = formatLineKey({ variantId: variant.id, properties, sellingPlanId: sellingPlan?.id })
  const quantity = Math.max(1, readQuantity(fields.quantity, 1))
  return {
    key,
    variantId: variant.id,
    productId: product.id,
    quantity,
    properties,
    sellingPlan,
    custom: null,
  }
}

function readSellingPlan({ title, sellingPlans }: StandinProduct, asked: unknown): StandinSellingPlan | null {
  if (asked === undefined || asked === null || asked === '') return null
  const found = sellingPlans.find((plan) => String(plan.id) === String(asked))
  if (found) return found
  throw new CartError(422, 'Cart Error', `The product '${title}' cannot be bought with that selling plan.`)
}
