import { everywhereAt, liftedAt } from "../../proof-check/assembly/config"
import { skipBlanks } from "../../proof-check/assembly/json"
import { findNamed } from "../../proof-check/assembly/named"
import { next, scanGate } from "../../proof-check/assembly/scan"

/* What the config says of gates that no proof needs to name: whose exclusivity is lifted, which are on all products. */

/** A config of 10,000 bytes lists 2,500 gates at most: a place is always free. */
const SLOTS: u32 = 4096
const QUOTE: u8 = 0x22
const STAR: u8 = 0x2a
const COMMA: u8 = 0x2c
const CLOSE: u8 = 0x5d

const lifted = memory.data(16384, 16)

let liftedCount = 0

/** An exclusive gate that is not lifted stands on all products. */
export let isEverywhereExclusive = false

/** Read both lists of a config that was found readable; false when the lifted ones are no list of gates. */
export function readGates(): bool {
  if (liftedAt && !readLifted(liftedAt)) return false
  if (everywhereAt) readEverywhere(everywhereAt)
  return true
}

/** Say whether a gate's products are for everybody now. */
@inline
export function isLifted(gate: u32): bool {
  return liftedCount ? findLifted(gate) : false
}

function findLifted(gate: u32): bool {
  let slot = slotOf(gate)
  while (true) {
    const found = load<u32>(lifted + (<usize>slot << 2))
    if (found == gate) return true
    if (!found) return false
    slot = (slot + 1) & (SLOTS - 1)
  }
}

function addLifted(gate: u32): void {
  let slot = slotOf(gate)
  while (load<u32>(lifted + (<usize>slot << 2))) slot = (slot + 1) & (SLOTS - 1)
  store<u32>(lifted + (<usize>slot << 2), gate)
  liftedCount++
}

// The list is JSON, or its config would not have been readable: only its items may be wrong.
function readLifted(at: usize): bool {
  if (load<u8>(at) != 0x5b) return false
  at = skipBlanks(at + 1)
  if (load<u8>(at) == CLOSE) return true
  while (true) {
    if (load<u8>(at) != QUOTE) return false
    const gate = scanGate(at + 1)
    if (!gate || load<u8>(next) != QUOTE) return false
    if (!findLifted(gate)) addLifted(gate)
    at = skipBlanks(next + 1)
    if (load<u8>(at) == CLOSE) return true
    at = skipBlanks(at + 1)
  }
}

// The list holds nothing but gates, or its config would not have been readable.
function readEverywhere(at: usize): void {
  at = skipBlanks(at + 1)
  while (load<u8>(at) != CLOSE) {
    const gate = scanGate(at + 1)
    const isExclusive = load<u8>(next) == STAR
    if (isExclusive && !isLifted(gate)) {
      isEverywhereExclusive = true
      const named = findNamed(gate)
      if (named) named.isEverywhereExclusive = true
    }
    at = skipBlanks(isExclusive ? next + 2 : next + 1)
    if (load<u8>(at) == COMMA) at = skipBlanks(at + 1)
  }
}

@inline
function slotOf(gate: u32): u32 {
  return (gate * 0x9e3779b1) >> 20
}
