import {
  outputFinishArray,
  outputFinishObject,
  outputNewArray,
  outputNewInternedUtf8Str,
  outputNewObject,
} from "../../proof-check/assembly/host"
import { countItems, intern, itemAt, readProp, readNamedProp, countBytes, Value, writeText } from "../../proof-check/assembly/value"
import { openBudget, reserveCandidate, reserveTarget } from "./budget"
import { chosenAt } from "./entries"
import { findNames, readName, writeName } from "./names"
import { ID_MAX, writeId } from "./writeId"

const GROUPS_MAX = 1000

const groups = memory.data(8000, 8)

let groupCount = 0

/** Find the cart's delivery groups that fit into the output; false if there are none. */
export function findGroups(input: Value): bool {
  const all = readNamedProp(readNamedProp(input, "cart"), "deliveryGroups")
  const count = countItems(all, GROUPS_MAX)
  const idKey = intern("id")
  openBudget()
  for (let i = 0; i < count; i++) {
    const id = readProp(itemAt(all, i), idKey)
    const length = countBytes(id)
    if (length < 1 || length > ID_MAX) continue
    if (!(groupCount ? reserveTarget(length) : reserveCandidate(length))) continue
    store<i64>(groups + (<usize>(groupCount++) << 3), id)
  }
  return groupCount > 0
}

/** Write a discount of 100 % on every delivery group, with the name of the lowest gate of `open`. */
export function writeFreeShipping(open: u64): void {
  findNames()
  const isNamed = readName(chosenAt(i32(ctz(open))))
  const groupKey = intern("deliveryGroup")
  const idKey = intern("id")
  outputNewObject(1)
  writeText("operations")
  outputNewArray(1)
  outputNewObject(1)
  writeText("deliveryDiscountsAdd")
  outputNewObject(2)
  writeText("selectionStrategy")
  writeText("ALL")
  writeText("candidates")
  outputNewArray(1)
  outputNewObject(isNamed ? 3 : 2)
  if (isNamed) writeName()
  writeText("targets")
  outputNewArray(groupCount)
  for (let i = 0; i < groupCount; i++) {
    outputNewObject(1)
    outputNewInternedUtf8Str(groupKey)
    outputNewObject(1)
    outputNewInternedUtf8Str(idKey)
    writeId(load<i64>(groups + (<usize>i << 3)))
    outputFinishObject()
    outputFinishObject()
  }
  outputFinishArray()
  writeText("value")
  outputNewObject(1)
  writeText("percentage")
  outputNewObject(1)
  writeText("value")
  writeText("100")
  outputFinishObject()
  outputFinishObject()
  outputFinishObject()
  outputFinishArray()
  outputFinishObject()
  outputFinishObject()
  outputFinishArray()
  outputFinishObject()
}
