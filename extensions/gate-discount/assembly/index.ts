import { inputGet } from "../../proof-check/assembly/host"
import { openGates } from "../../proof-check/assembly/openGates"
import { givesShipping, readClasses } from "./classes"
import { chooseEntries, chooseFreeShipping } from "./entries"
import { findSubject, evaluateLines } from "./evaluateLines"
import { findGroups, writeFreeShipping } from "./writeFreeShipping"
import { writeNothing, writeOperations } from "./writeOperations"

/** The lines target of a discount Function: give each line the best price that the cart's proofs open. */
export function cart_lines_discounts_generate_run(): void {
  const input = inputGet()
  if (openGates(input, "discount") && chooseEntries(input)) {
    evaluateLines()
    writeOperations()
  } else writeNothing()
}

/** The delivery target: make every delivery group free if a line carries a gate that gives free shipping. */
export function cart_delivery_options_discounts_generate_run(): void {
  const input = inputGet()
  readClasses(input)
  // The groups come last: the room for them depends on the number of lines, which `openGates` counts.
  const isOpen = givesShipping && openGates(input, "discount") && chooseFreeShipping() && findGroups(input)
  const subject = isOpen ? findSubject() : 0
  if (subject) writeFreeShipping(subject)
  else writeNothing()
}
