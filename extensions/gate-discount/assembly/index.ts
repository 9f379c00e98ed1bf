import { inputGet } from "../../proof-check/assembly/host"
import { openGates } from "../../proof-check/assembly/openGates"
import { givesShipping, readClasses } from "./classes"
import { chooseEntries, chooseFreeShipping } from "./entries"
import { hasSubject, judgeLines } from "./judgeLines"
import { findGroups, writeFreeShipping } from "./writeFreeShipping"
import { writeNothing, writeOperations } from "./writeOperations"

/** Give each line the best price that the cart's proofs open: the lines target of a discount Function. */
export function cart_lines_discounts_generate_run(): void {
  const input = inputGet()
  if (openGates(input, "discount") && chooseEntries(input)) {
    judgeLines()
    writeOperations()
  } else writeNothing()
}

/** Ship every delivery group for free when a gate that a line carries gives it: the delivery target. */
export function cart_delivery_options_discounts_generate_run(): void {
  const input = inputGet()
  readClasses(input)
  if (
    givesShipping &&
    findGroups(input) &&
    openGates(input, "discount") &&
    chooseFreeShipping() &&
    hasSubject()
  ) {
    writeFreeShipping()
  } else writeNothing()
}
