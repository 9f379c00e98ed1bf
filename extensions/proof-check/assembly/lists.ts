import { findRunEnd, run, startRun } from "./digits"
import { skipItemsFrom, skipBlanks, skipValue } from "./json"
import { addStanding, removeStandings } from "./standings"
import { findNamed, removeEverywhere, removeFloors, canBeNamed } from "./named"
import { next, parseGate, parseGateInline, parseNumber } from "./scan"

/*
 * The config's long lists are read once and in place, and only facts about gates that a proof names are stored. If a
 * member is repeated, the last one counts. So a bad list is stepped over, because a good one may follow.
 */

const LIST_DEPTH = 2
const QUOTE: u8 = 0x22
const STAR: u8 = 0x2a
/** Two bytes at once: `["`, `",` and `],`. */
const BRACKET_QUOTE: u16 = 0x225b
const QUOTE_COMMA: u16 = 0x2c22
const BRACKET_COMMA: u16 = 0x2c5d

/** Whether the list of gates on all products has a gate with a star. */
export let hasStarredEverywhere = false

let areFloorsBad = false
let wantsStandings = false
let isEverywhereBad = false
/** The lists of standings that are not valid. */
let badStandings: u32 = 0

/** Say whether the last list of each name was valid. */
export function isEachListReadable(): bool {
  return !areFloorsBad && !isEverywhereBad && !badStandings
}

/** Read `[["15o",9],…]`: the lowest valid revision of each gate. Answers the end of the list; 0 if it is not JSON. */
export function readFloors(at: usize): usize {
  removeFloors()
  areFloorsBad = load<u8>(at) != 0x5b
  if (areFloorsBad) return skipValue(at, LIST_DEPTH - 1)
  at = skipBlanks(at + 1)
  if (load<u8>(at) == 0x5d) return at + 1
  while (true) {
    at = skipBlanks(readPlainFloors(at))
    const end = readFloor(at)
    if (!end) {
      areFloorsBad = true
      return skipItemsFrom(at, LIST_DEPTH)
    }
    const byte = load<u8>(end)
    if (byte != 0x2c) return byte == 0x5d ? end + 1 : 0
    at = skipBlanks(end + 1)
  }
}

/** Read `["15q*",…]`: gates on all products. Answers the end of the list; 0 if it is not JSON. */
export function readEverywhere(at: usize): usize {
  removeEverywhere()
  isEverywhereBad = load<u8>(at) != 0x5b
  if (isEverywhereBad) return skipValue(at, LIST_DEPTH - 1)
  at = skipBlanks(at + 1)
  if (load<u8>(at) == 0x5d) return at + 1
  while (true) {
    at = skipBlanks(readPlainMarks(at))
    const end = readMark(at)
    if (!end) {
      isEverywhereBad = true
      return skipItemsFrom(at, LIST_DEPTH)
    }
    const byte = load<u8>(end)
    if (byte != 0x2c) return byte == 0x5d ? end + 1 : 0
    at = skipBlanks(end + 1)
  }
}

/** Enable reading the lists of standings; a discount steps over them. */
export function listenForStandings(): void {
  wantsStandings = true
}

/** Read `["1a2",…]`: gates of one standing. Answers the end of the list; 0 if it is not JSON. */
export function readStandings(at: usize, list: u32): usize {
  if (!wantsStandings) return skipValue(at, LIST_DEPTH - 1)
  removeStandings(list)
  badStandings &= ~list
  if (load<u8>(at) != 0x5b) {
    badStandings |= list
    return skipValue(at, LIST_DEPTH - 1)
  }
  at = skipBlanks(at + 1)
  if (load<u8>(at) == 0x5d) return at + 1
  while (true) {
    at = skipBlanks(readPlainStandings(at, list))
    const gate = load<u8>(at) == QUOTE ? parseGate(at + 1) : 0
    if (!gate || load<u8>(next) != QUOTE) {
      badStandings |= list
      return skipItemsFrom(at, LIST_DEPTH)
    }
    addStanding(gate, list)
    const end = skipBlanks(next + 1)
    const byte = load<u8>(end)
    if (byte != 0x2c) return byte == 0x5d ? end + 1 : 0
    at = skipBlanks(end + 1)
  }
}

// A fast path for items as our own formatter writes them, each with a comma; stops at the first other item.
function readPlainFloors(at: usize): usize {
  while (load<u16>(at) == BRACKET_QUOTE) {
    const gate = parseGateInline(at + 2)
    if (!gate || load<u16>(next) != QUOTE_COMMA) return at
    const start = next + 2
    if (<u32>load<u8>(start) - 49 > 8) return at
    const end = load<u8>(start, 1) == 0x5d ? start + 1 : findRunEnd(start)
    if (load<u16>(end) != BRACKET_COMMA) return at
    // A revision of up to nine digits always fits, and is not needed if no proof names the gate.
    if (end - start > 9 || canBeNamed(gate)) {
      startRun(start)
      if (end - start > 10 || run > 0xffffffff) return at
      addFloor(gate, <u32>run)
    }
    at = end + 2
  }
  return at
}

function readPlainMarks(at: usize): usize {
  while (load<u8>(at) == QUOTE) {
    const gate = parseGateInline(at + 1)
    if (!gate) return at
    const end = next
    if (load<u16>(end) == QUOTE_COMMA) {
      addEverywhere(gate, false)
      at = end + 2
    } else if (load<u8>(end) == STAR && load<u16>(end, 1) == QUOTE_COMMA) {
      addEverywhere(gate, true)
      at = end + 3
    } else return at
  }
  return at
}

function readPlainStandings(at: usize, list: u32): usize {
  while (load<u8>(at) == QUOTE) {
    const gate = parseGateInline(at + 1)
    if (!gate || load<u16>(next) != QUOTE_COMMA) return at
    addStanding(gate, list)
    at = next + 2
  }
  return at
}

// Answers the position of the next comma or bracket; 0 if the item is invalid.
function readFloor(at: usize): usize {
  if (load<u8>(at) != 0x5b) return 0
  at = skipBlanks(at + 1)
  if (load<u8>(at) != QUOTE) return 0
  const gate = parseGate(at + 1)
  if (!gate || load<u8>(next) != QUOTE) return 0
  at = skipBlanks(next + 1)
  if (load<u8>(at) != 0x2c) return 0
  const revision = parseNumber(skipBlanks(at + 1), 10)
  if (revision < 1 || revision > 0xffffffff) return 0
  at = skipBlanks(next)
  if (load<u8>(at) != 0x5d) return 0
  addFloor(gate, <u32>revision)
  return skipBlanks(at + 1)
}

function readMark(at: usize): usize {
  if (load<u8>(at) != QUOTE) return 0
  const gate = parseGate(at + 1)
  if (!gate) return 0
  const isStarred = load<u8>(next) == STAR
  at = next + isStarred
  if (load<u8>(at) != QUOTE) return 0
  addEverywhere(gate, isStarred)
  return skipBlanks(at + 1)
}

@inline
function addFloor(gate: u32, revision: u32): void {
  const named = findNamed(gate)
  if (named && named.floor < revision) named.floor = revision
}

@inline
function addEverywhere(gate: u32, isStarred: bool): void {
  if (isStarred) hasStarredEverywhere = true
  if (!canBeNamed(gate)) return
  const named = findNamed(gate)
  if (!named) return
  named.isEverywhere = true
  if (isStarred) named.isStarredEverywhere = true
}
