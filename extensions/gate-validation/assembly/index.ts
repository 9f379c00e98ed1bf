import { inputGet } from "../../proof-check/assembly/host"
import { listenForLifted } from "../../proof-check/assembly/lists"
import { believeProofs, readConfig, readProofs } from "../../proof-check/assembly/openGates"
import { prepareScan } from "../../proof-check/assembly/scan"
import { isNull, isObject, isText, propNamed, Value } from "../../proof-check/assembly/value"
import { noteGates } from "./gates"
import { judgeCart } from "./judgeCart"
import { writeErrors, writeNothing } from "./writeErrors"

/** The target of a validation Function: refuse the purchase of an exclusive product that no proof opens. */
export function cart_validations_generate_run(): void {
  const input = inputGet()
  // Any other step, also one that Shopify adds later, may end in a purchase.
  if (isText(propNamed(propNamed(input, "buyerJourney"), "step"), "CART_INTERACTION")) return writeNothing()
  readProofs(input)
  prepareScan()
  listenForLifted()
  const isReadable = readConfig(input, "validation")
  if (isReadable) {
    believeProofs()
    noteGates()
  }
  const reasons = judgeCart(input, isReadable, !isReadable && hasNoConfig(input))
  if (reasons) writeErrors(input, reasons, isReadable)
  else writeNothing()
}

/**
 * Say whether this validation has no config at all. A validation that a merchant added in Shopify's checkout settings
 * has none: it is not the app's own, and knows no gates of the shop. An unreadable config is different: it refuses.
 */
function hasNoConfig(input: Value): bool {
  const owner = propNamed(input, "validation")
  return isObject(owner) && isNull(propNamed(owner, "proofConfig"))
}
