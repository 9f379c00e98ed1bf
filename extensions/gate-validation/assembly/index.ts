import { inputGet } from "../../proof-check/assembly/host"
import { listenForLifted } from "../../proof-check/assembly/lists"
import { believeProofs, readConfig, readProofs } from "../../proof-check/assembly/openGates"
import { prepareScan } from "../../proof-check/assembly/scan"
import { isNull, isObject, isText, propNamed, Value } from "../../proof-check/assembly/value"
import { noteGates } from "./gates"
import { judgeCart } from "./judgeCart"
import { writeErrors, writeNothing } from "./writeErrors"

/** Refuse the purchase of an exclusive product that no proof opens: the target of a validation Function. */
export function cart_validations_generate_run(): void {
  const input = inputGet()
  // Whatever else the step is, also one that is not known yet, may end in a purchase.
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
 * Say that this validation has no config at all, as one has that a merchant added in Shopify's checkout settings: it is
 * not the shop's own rule and knows nothing of its gates. One that cannot be read is something else, and closes.
 */
function hasNoConfig(input: Value): bool {
  const owner = propNamed(input, "validation")
  return isObject(owner) && isNull(propNamed(owner, "proofConfig"))
}
