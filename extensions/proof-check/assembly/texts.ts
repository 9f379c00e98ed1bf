import { inputReadUtf8Str } from "./host"
import { countBytesWithin, Value } from "./value"

/*
 * The proof texts that a run considers: at most eight distinct ones, in order of belief.
 *
 * A slot has a text, padded with zeros, and its length. A tree over the bits in which known texts differ leads to the
 * only text that may be equal. So no input can make comparing texts slow.
 */

const TEXTS_MAX: u32 = 8
const SLOT: usize = 1136
const LENGTH: usize = 1120
const PROOF_MAX = 1000
const LINE_PROOF_MAX = 160
/** The longest proof of a line: mostly one comparison is enough. */
const BLOCK: usize = 160
/** A branch: two ways, the position of the deciding byte, and its deciding bit. */
const BRANCH: usize = 16

export const CARRIER_CART: u32 = 0x63
export const CARRIER_LINE: u32 = 0x6c
export const CARRIER_PASS: u32 = 0x6d

const slots = memory.data(10224, 16)
const believed = memory.data(36, 4)
// After the root, which is also a way, come the branches. A way below TEXTS_MAX is that text, else the address of a
// branch.
const tree = memory.data(144, 16)
let seen: u32 = 0
let branches: u32 = 0
let listed: u32 = 0
let waiting: u32 = 0

/** The number of texts found at the place that their carrier names. */
export let believedCount = 0
/**
 * Whether no further line can change the result: all eight slots are used, and every line proof among them is listed.
 */
export let isExhausted = false

/**
 * Read the text of one place. A text that is too long for its place cannot be a proof: it is not read and takes no
 * slot.
 */
export function addText(value: Value, carrier: u32): void {
  const length = countBytesWithin(value)
  if (length <= 0 || (length > LINE_PROOF_MAX && (carrier == CARRIER_LINE || length > PROOF_MAX))) return
  const slot = slotAt(seen)
  memory.fill(slot, 0, SLOT)
  inputReadUtf8Str(i32(value), slot, length)
  store<i32>(slot, length, LENGTH)
  const index = seen ? findText(slot) : seen++
  if (index == TEXTS_MAX) return
  const bit: u32 = 1 << index
  if (listed & bit) return
  const spoken = load<u8>(slotAt(index), 3)
  if (spoken != carrier) {
    if (spoken == CARRIER_LINE) waiting |= bit
    setExhausted()
    return
  }
  listed |= bit
  setExhausted()
  store<u32>(believed + (<usize>(believedCount++) << 2), index)
}

/** Answer the address of the text with one rank of belief. */
export function textAt(rank: i32): usize {
  return slotAt(load<u32>(believed + (<usize>rank << 2)))
}

/** Answer the length of the text with one rank of belief. */
export function countTextBytes(rank: i32): i32 {
  return load<i32>(slotAt(load<u32>(believed + (<usize>rank << 2))), LENGTH)
}

function setExhausted(): void {
  isExhausted = seen == TEXTS_MAX && (waiting & ~listed) == 0
}

@inline
function slotAt(index: u32): usize {
  return slots + <usize>index * SLOT
}

/** Answer the index of the text in a slot; a new text keeps the slot while there is room. */
function findText(slot: usize): u32 {
  let way = tree
  let index = load<u32>(way)
  while (index >= TEXTS_MAX) {
    const branch = <usize>index
    way = branch + (((load<u8>(slot + <usize>load<u32>(branch, 8)) >> load<u8>(branch, 12)) & 1) << 2)
    index = load<u32>(way)
  }
  const known = slotAt(index)
  const length = load<u32>(slot, LENGTH)
  let at: usize = LENGTH
  if (length == load<u32>(known, LENGTH)) {
    at = 0
    while (isEqualBlock(slot + at, known + at)) {
      at += BLOCK
      if (at >= length) return index
    }
  }
  if (seen == TEXTS_MAX) return seen
  while (load<u8>(slot + at) == load<u8>(known + at)) at++
  const telling = load<u8>(slot + at)
  const bit = ctz<u32>(telling ^ load<u8>(known + at))
  const branch = tree + <usize>(++branches) * BRANCH
  const side = ((<usize>telling >> bit) & 1) << 2
  store<u32>(branch + side, seen)
  store<u32>(branch + (side ^ 4), index)
  store<u32>(branch, at, 8)
  store<u8>(branch, bit, 12)
  store<u32>(way, <u32>branch)
  return seen++
}

@inline
function isEqualBlock(one: usize, other: usize): bool {
  const first =
    (load<u64>(one) ^ load<u64>(other)) |
    (load<u64>(one, 8) ^ load<u64>(other, 8)) |
    (load<u64>(one, 16) ^ load<u64>(other, 16)) |
    (load<u64>(one, 24) ^ load<u64>(other, 24)) |
    (load<u64>(one, 32) ^ load<u64>(other, 32))
  const second =
    (load<u64>(one, 40) ^ load<u64>(other, 40)) |
    (load<u64>(one, 48) ^ load<u64>(other, 48)) |
    (load<u64>(one, 56) ^ load<u64>(other, 56)) |
    (load<u64>(one, 64) ^ load<u64>(other, 64)) |
    (load<u64>(one, 72) ^ load<u64>(other, 72))
  const third =
    (load<u64>(one, 80) ^ load<u64>(other, 80)) |
    (load<u64>(one, 88) ^ load<u64>(other, 88)) |
    (load<u64>(one, 96) ^ load<u64>(other, 96)) |
    (load<u64>(one, 104) ^ load<u64>(other, 104)) |
    (load<u64>(one, 112) ^ load<u64>(other, 112))
  const fourth =
    (load<u64>(one, 120) ^ load<u64>(other, 120)) |
    (load<u64>(one, 128) ^ load<u64>(other, 128)) |
    (load<u64>(one, 136) ^ load<u64>(other, 136)) |
    (load<u64>(one, 144) ^ load<u64>(other, 144)) |
    (load<u64>(one, 152) ^ load<u64>(other, 152))
  return (first | second | third | fourth) == 0
}
