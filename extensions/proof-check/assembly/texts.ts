import { inputReadUtf8Str } from "./host"
import { textLength, Value } from "./value"

/* The texts that a run looks at: at most eight distinct ones, in order of belief. */

const TEXTS_MAX = 8
const SLOT: usize = 1008
const PROOF_MAX = 1000
const LINE_PROOF_MAX = 160

export const CARRIER_CART: u32 = 0x63
export const CARRIER_LINE: u32 = 0x6c
export const CARRIER_PASS: u32 = 0x6d

const slots = memory.data(9072, 16)
const lengths = memory.data(36, 4)
const tails = memory.data(72, 8)
const believed = memory.data(36, 4)
let seen = 0
let listed: u32 = 0

/** How many texts stand where their carrier says. */
export let believedCount = 0

/**
 * Look at what stands at one place.
 *
 * A text too long for its place cannot be a proof; it is refused unread and uses up nothing.
 */
export function lookAt(value: Value, carrier: u32): void {
  const length = textLength(value)
  if (length <= 0 || length > (carrier == CARRIER_LINE ? LINE_PROOF_MAX : PROOF_MAX)) return
  const slot = slots + <usize>seen * SLOT
  inputReadUtf8Str(i32(value), slot, length)
  store<u64>(slot + length, 0)
  // Proofs differ at their end: eight bytes there tell nearly all of them apart.
  const tail = load<u64>(slot + max(length - 8, 0))
  let index = 0
  while (index < seen && !(load<u64>(tails + (<usize>index << 3)) == tail && isText(index, slot, length))) index++
  if (index == seen) {
    if (seen == TEXTS_MAX) return
    store<u64>(tails + (<usize>seen << 3), tail)
    store<i32>(lengths + (<usize>(seen++) << 2), length)
  }
  if (load<u8>(slots + <usize>index * SLOT, 3) != carrier || (listed >> index) & 1) return
  listed |= 1 << index
  store<u32>(believed + (<usize>(believedCount++) << 2), index)
}

/** Answer where the text of one rank of belief stands. */
export function textAt(rank: i32): usize {
  return slots + <usize>load<u32>(believed + (<usize>rank << 2)) * SLOT
}

/** Answer how long the text of one rank of belief is. */
export function lengthOfText(rank: i32): i32 {
  return lengthAt(load<u32>(believed + (<usize>rank << 2)))
}

@inline
function lengthAt(index: i32): i32 {
  return load<i32>(lengths + (<usize>index << 2))
}

function isText(index: i32, other: usize, length: i32): bool {
  if (lengthAt(index) != length) return false
  const one = slots + <usize>index * SLOT
  let at: usize = 0
  for (; at + 16 <= <usize>length; at += 16) {
    if (load<u64>(one + at) != load<u64>(other + at) || load<u64>(one + at, 8) != load<u64>(other + at, 8)) return false
  }
  for (; at < <usize>length; at++) if (load<u8>(one + at) != load<u8>(other + at)) return false
  return true
}
