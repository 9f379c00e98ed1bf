import { inputGet } from "../../proof-check/assembly/host"
import { listenForStandings } from "../../proof-check/assembly/lists"
import { verifyProofs, readConfig, readProofs } from "../../proof-check/assembly/openGates"
import { startScan } from "../../proof-check/assembly/scan"
import { isNull, isObject, isText, readNamedProp, Value } from "../../proof-check/assembly/value"
import { addGates } from "./gates"
import { evaluateCart } from "./evaluateCart"
import { refusalCount } from "./refusals"
import { writeErrors, writeNothing } from "./writeErrors"

/** The target of a validation Function: refuse the purchase of an exclusive product that no proof opens. */
export function cart_validations_generate_run(): void {
  const input = inputGet()
  // Any other step, also one that Shopify adds later, may end in a purchase.
  if (isText(readNamedProp(readNamedProp(input, "buyerJourney"), "step"), "CART_INTERACTION")) return writeNothing()
  readProofs(input)
  startScan()
  listenForStandings()
  const isReadable = readConfig(input, "validation")
  if (isReadable) {
    verifyProofs()
    addGates()
  }
  evaluateCart(input, isReadable, !isReadable && hasNoConfig(input))
  if (refusalCount) writeErrors(input)
  else writeNothing()
}

/**
 * Say whether this validation has no config at all. A validation that a merchant added in Shopify's checkout settings
 * has none: it is not the app's own, and knows no gates of the shop. An unreadable config is different: it refuses.
 */
function hasNoConfig(input: Value): bool {
  const owner = readNamedProp(input, "validation")
  return isObject(owner) && isNull(readNamedProp(owner, "proofConfig"))
}
