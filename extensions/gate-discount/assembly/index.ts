import { inputGet } from "../../proof-check/assembly/host"
import { openGates } from "../../proof-check/assembly/openGates"
import { chooseEntries } from "./entries"
import { judgeLines } from "./judgeLines"
import { writeNothing, writeOperations } from "./writeOperations"

/** Give each line the best price that the cart's proofs open: the lines target of a discount Function. */
export function cart_lines_discounts_generate_run(): void {
  const input = inputGet()
  if (openGates(input, "discount") && chooseEntries(input)) {
    judgeLines()
    writeOperations()
  } else writeNothing()
}
