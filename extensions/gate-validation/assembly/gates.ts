import { everywhereAt } from "../../proof-check/assembly/config"
import { Entry } from "../../proof-check/assembly/entry"
import { skipBlanks } from "../../proof-check/assembly/json"
import { isLifted, standingOf } from "../../proof-check/assembly/standings"
import { hasStarredEverywhere } from "../../proof-check/assembly/lists"
import { listenForStarred, startMarks } from "../../proof-check/assembly/marks"
import { entryAt, openCount } from "../../proof-check/assembly/openGates"
import { next, parseGate } from "../../proof-check/assembly/scan"

/* The entries that open an exclusive gate that is not lifted, ascending by gate: bit n of a line is entry n. */

const STAR: u8 = 0x2a
const COMMA: u8 = 0x2c
const CLOSE: u8 = 0x5d

/** Above every hindrance. */
export const MOST: u32 = 32

const opening = memory.data(224, 8)

/** The number of these entries. */
export let openingCount = 0

/** Whether an exclusive gate that is not lifted is on all products, and the entries that open such gates. */
export let isEverywhereExclusive = false
export let everywhereBits: u64 = 0
/** Why nobody can open these gates, as `findHindrance` answers it for a text; MOST if there are none. */
export let hindranceEverywhere: u32 = 32

/** Answer one of these entries. */
@inline
export function openingAt(index: i32): Entry {
  return changetype<Entry>(<usize>load<u32>(opening + (<usize>index << 2)))
}

/** Collect the open entries of exclusive gates, and the exclusive gates on all products. Needs a readable config. */
export function addGates(): void {
  for (let i = 0; i < openCount; i++) {
    const entry = entryAt(i)
    if (!entry.isExclusive || isLifted(entry.gate)) continue
    if (entry.named.isStarredEverywhere) everywhereBits |= (<u64>1) << openingCount
    store<u32>(opening + (<usize>(openingCount++) << 2), <u32>changetype<usize>(entry))
    listenForStarred(entry.spelled, entry.length)
  }
  startMarks()
  if (!hasStarredEverywhere) return
  hindranceEverywhere = findHindranceEverywhere()
  isEverywhereExclusive = hindranceEverywhere < MOST
}

// The list contains only gates, because a config with anything else is not readable.
function findHindranceEverywhere(): u32 {
  let least = MOST
  let at = skipBlanks(everywhereAt + 1)
  while (least && load<u8>(at) != CLOSE) {
    const gate = parseGate(at + 1)
    const isStarred = load<u8>(next) == STAR
    if (isStarred && !isLifted(gate)) {
      const standing = standingOf(gate)
      least = min(least, standing & (0 - standing))
    }
    at = skipBlanks(next + isStarred + 1)
    if (load<u8>(at) == COMMA) at = skipBlanks(at + 1)
  }
  return least
}
