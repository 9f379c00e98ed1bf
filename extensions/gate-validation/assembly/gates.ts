import { everywhereAt } from "../../proof-check/assembly/config"
import { Entry } from "../../proof-check/assembly/entry"
import { skipBlanks } from "../../proof-check/assembly/json"
import { isLifted } from "../../proof-check/assembly/lifted"
import { hasStarredEverywhere } from "../../proof-check/assembly/lists"
import { listenForStarred, prepareMarks } from "../../proof-check/assembly/marks"
import { entryAt, openCount } from "../../proof-check/assembly/openGates"
import { next, scanGate } from "../../proof-check/assembly/scan"

/* The entries that open an exclusive gate which is not lifted, ascending by gate: bit n of a line is entry n. */

const STAR: u8 = 0x2a
const COMMA: u8 = 0x2c
const CLOSE: u8 = 0x5d

const opening = memory.data(224, 8)

/** How many entries let a line through. */
export let openingCount = 0

/** An exclusive gate that is not lifted stands on all products, and the entries that let those through. */
export let isEverywhereExclusive = false
export let everywhereBits: u64 = 0

/** Answer one of the entries that let a line through. */
@inline
export function openingAt(index: i32): Entry {
  return changetype<Entry>(<usize>load<u32>(opening + (<usize>index << 2)))
}

/** Note what the open entries let through, and what a readable config has on all products. */
export function noteGates(): void {
  for (let i = 0; i < openCount; i++) {
    const entry = entryAt(i)
    if (!entry.isExclusive || isLifted(entry.gate)) continue
    if (entry.named.isStarredEverywhere) everywhereBits |= (<u64>1) << openingCount
    store<u32>(opening + (<usize>(openingCount++) << 2), <u32>changetype<usize>(entry))
    listenForStarred(entry.spelled, entry.length)
  }
  prepareMarks()
  if (hasStarredEverywhere) isEverywhereExclusive = everywhereBits != 0 || hasStarred(everywhereAt)
}

// The list holds nothing but gates, or its config would not have been readable.
function hasStarred(list: usize): bool {
  let at = skipBlanks(list + 1)
  while (load<u8>(at) != CLOSE) {
    const gate = scanGate(at + 1)
    const isStarred = load<u8>(next) == STAR
    if (isStarred && !isLifted(gate)) return true
    at = skipBlanks(next + isStarred + 1)
    if (load<u8>(at) == COMMA) at = skipBlanks(at + 1)
  }
  return false
}
