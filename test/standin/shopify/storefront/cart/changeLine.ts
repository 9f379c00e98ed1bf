import type { StandinCart, StandinCartLine, StandinShop } from '../../state.ts'
import { CartError } from './CartError.ts'
import { formatLineKey } from './formatLineKey.ts'
import { limitTexts } from './limitTexts.ts'
import { type CartBody, readTexts } from './parseCartBody.ts'
import { readQuantity } from './readQuantity.ts'

export type ChangeLineParameters = { shop: StandinShop; cart: StandinCart; body: CartBody }

/**
 * Changes one line, chosen by its position (`line`, from 1), its key or its variant (`id`). Given properties replace
 * all existing ones: the key changes, and the line merges with another that now has the same key.
 *
 * @throws CartError when no line is named, the quantity is bad or the shop refuses a text.
 */
export function changeLine({ shop, cart, body }: ChangeLineParameters): void {
  const line = findLine(cart, body)
  const quantity = readQuantity(body.quantity, line.quantity)
  if (quantity === 0) {
    cart.lines = cart.lines.filter((one) => one !== line)
    return
  }
  const isChanged = body.properties !== undefined && body.properties !== null
  const texts = isChanged ? readTexts(body.properties) : line.properties
  const properties = limitTexts({ texts, limit: shop.knobs.propertyLength })
  line.quantity = quantity
  if (!isChanged) return
  line.properties = properties
  line.key = formatLineKey({ ...line, sellingPlanId: line.sellingPlan?.id })
  const twin = cart.lines.find((one) => one !== line && one.key === line.key)
  if (!twin) return
  line.quantity += twin.quantity
  cart.lines = cart.lines.filter((one) => one !== twin)
}

function findLine(cart: StandinCart, body: CartBody): StandinCartLine {
  const { line, id } = body
  const found =
    line !== undefined && line !== null && line !== ''
      ? cart.lines[Number(line) - 1]
      : cart.lines.find((one) => one.key === id || String(one.variantId) === String(id))
  if (found) return found
  throw new CartError(400, 'Bad Request', 'no valid id or line parameter')
}
