import { countItems, isText, itemAt, readNamedProp, Value } from "../../proof-check/assembly/value"

const CLASSES_MAX = 8

/** The discount classes that the owner gives. */
export let givesProducts = false
export let givesOrders = false
export let givesShipping = false

/** Read the owner's discount classes. */
export function readClasses(input: Value): void {
  const classes = readNamedProp(readNamedProp(input, "discount"), "discountClasses")
  const count = countItems(classes, CLASSES_MAX)
  for (let i = 0; i < count; i++) {
    const item = itemAt(classes, i)
    if (isText(item, "PRODUCT")) givesProducts = true
    else if (isText(item, "ORDER")) givesOrders = true
    else if (isText(item, "SHIPPING")) givesShipping = true
  }
}
