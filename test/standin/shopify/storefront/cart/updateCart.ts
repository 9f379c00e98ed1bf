import type { StandinCart, StandinShop } from '../../state.ts'
import { addToCart } from './addToCart.ts'
import { enterCodes } from './enterCodes.ts'
import { limitTexts } from './limitTexts.ts'
import { type CartBody, isTable, readTexts } from './parseCartBody.ts'
import { readQuantity } from './readQuantity.ts'

export type UpdateCartParameters = { shop: StandinShop; cart: StandinCart; body: CartBody }

/**
 * Updates quantities (`updates`, by position, key or variant), `note`, `attributes` and the entered codes. `discount`
 * replaces all codes, separated by commas; the empty text removes them. Attributes that are not named remain; an empty
 * value removes one.
 *
 * @throws CartError for a bad quantity, an unknown variant or a text that the shop refuses.
 */
export function updateCart({ shop, cart, body }: UpdateCartParameters): void {
  if (isTable(body.updates)) updateQuantities({ shop, cart, updates: body.updates })
  if (typeof body.note === 'string') cart.note = body.note
  if (typeof body.discount === 'string') enterCodes({ cart, codes: body.discount.split(',') })
  if (!isTable(body.attributes)) return
  const texts = limitTexts({ texts: readTexts(body.attributes), limit: shop.knobs.attributeLength })
  for (const key of Object.keys(body.attributes)) {
    const text = texts[key]
    if (text === undefined || text === '') delete cart.attributes[key]
    else cart.attributes[key] = text
  }
}

type UpdateQuantitiesParameters = {
  shop: StandinShop
  cart: StandinCart
  updates: Record<string, unknown>
}

function updateQuantities({ shop, cart, updates }: UpdateQuantitiesParameters): void {
  const places = [...cart.lines]
  const byPlace = Array.isArray(updates) || Object.keys(updates).every((key, at) => key === String(at))
  for (const [name, value] of Object.entries(updates)) {
    const line = byPlace
      ? places[Number(name)]
      : places.find((one) => one.key === name || String(one.variantId) === name)
    const quantity = readQuantity(value, line?.quantity ?? 0)
    if (line) line.quantity = quantity
    else if (!byPlace && quantity > 0) addToCart({ shop, cart, items: [{ id: name, quantity }] })
  }
  cart.lines = cart.lines.filter((line) => line.quantity > 0)
}
