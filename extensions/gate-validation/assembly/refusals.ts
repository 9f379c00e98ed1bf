import { inputReadUtf8Str } from "../../proof-check/assembly/host"
import { countBytes, Value } from "../../proof-check/assembly/value"

/* The refusals of a cart, each with the title of its product. The same sentence about the same product is told once. */

/** Reasons, in the order of the texts. NEEDS_TOKEN is followed by not begun, paused, used up and ended. */
export const NEEDS_TOKEN = 0
export const TOO_MANY = 5
export const NOT_READY = 6
/** The line is in an exclusive collection, and the only gates that it carries are not exclusive. */
export const OTHER_GATE = 7

/** So many a buyer reads at once; the others are told when these are gone. */
const REFUSALS_MAX = 5
/** Shopify's titles have at most 255 characters. */
const TITLE_MAX = 1020
const SIZE: usize = 1040 // title 1020, zeros, length 4 and reason 4 at 1032

const refusals = memory.data(6240, 8)
export let refusalCount = 0

/** Add a refusal with a product's title; any other value is a product without one. Answers whether there is no room for more. */
@inline
export function addRefusal(reason: i32, title: Value): bool {
  const at = titleAt(refusalCount)
  let length = countBytes(title)
  if (<u32>length > <u32>TITLE_MAX) length = 0
  if (length) inputReadUtf8Str(i32(title), at, length)
  store<u64>(at + length, 0)
  const key = ((<u64>reason) << 32) | length
  store<u64>(at, key, 1032)
  for (let other = refusals; other < at; other += SIZE)
    if (load<u64>(other, 1032) == key && isSameTitle(other, at, length)) return false
  return ++refusalCount == REFUSALS_MAX
}

// Zeros follow each title, so eight bytes at a time may be compared.
@inline
function isSameTitle(one: usize, other: usize, length: usize): bool {
  const end = one + length
  for (; one < end; one += 8, other += 8) if (load<u64>(one) != load<u64>(other)) return false
  return true
}

/** Answer where the title of a refusal starts. */
@inline
export function titleAt(index: i32): usize {
  return refusals + <usize>index * SIZE
}

@inline
export function titleLengthAt(index: i32): i32 {
  return load<i32>(titleAt(index), 1032)
}

@inline
export function reasonAt(index: i32): i32 {
  return load<i32>(titleAt(index), 1036)
}
