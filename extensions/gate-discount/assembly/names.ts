import { namesAt } from "../../proof-check/assembly/config"
import { decodeText } from "../../proof-check/assembly/decodeText"
import { Entry } from "../../proof-check/assembly/entry"
import { outputNewUtf8Str } from "../../proof-check/assembly/host"
import { skipBlanks, skipString, skipValue } from "../../proof-check/assembly/json"
import { canBeNamed, findNamed } from "../../proof-check/assembly/named"
import { next, parseGate } from "../../proof-check/assembly/scan"
import { writeText } from "../../proof-check/assembly/value"
import { reserveName } from "./budget"

/* What shoppers read beside a discount, `n` of the config: {"15o":"Night Owls"}. */

/** A longer name is not written. */
const NAME_MAX = 320
const NESTED = 2
/** Three bytes at once: `":"`. */
const QUOTE_COLON_QUOTE: u32 = 0x223a22

const decoded = memory.data(NAME_MAX + 8, 8)
let text: usize = 0
let length = 0

/** Find the names of the gates that proofs name. The config is valid JSON, so only the type of each value is checked. */
export function findNames(): void {
  if (!namesAt || load<u8>(namesAt) != 0x7b) return
  let at = skipBlanks(namesAt + 1)
  while (load<u8>(at) != 0x7d) {
    let gate = parseGate(at + 1)
    let name = next + 2
    if (!gate || (load<u32>(next) & 0xffffff) != QUOTE_COLON_QUOTE) {
      const end = skipString(at)
      if (next + 1 != end) gate = 0
      name = skipBlanks(skipBlanks(end) + 1)
    }
    if (gate && canBeNamed(gate)) {
      const named = findNamed(gate)
      if (named) named.nameAt = <u16>(name - namesAt)
    }
    at = load<u8>(name) == 0x22 ? skipString(name) : skipValue(name, NESTED)
    if (load<u8>(at) <= 0x20) at = skipBlanks(at)
    if (load<u8>(at) == 0x2c) at = skipBlanks(at + 1)
  }
}

/** Read the name of an entry's gate; false if there is none, or it does not fit the output. */
export function readName(entry: Entry): bool {
  const offset = <usize>entry.named.nameAt
  if (!offset || load<u8>(namesAt + offset) != 0x22) return false
  const at = namesAt + offset
  text = at + 1
  length = i32(skipString(at) - text) - 1
  if (hasEscape(text, length)) {
    text = decoded
    length = decodeText(at, decoded, NAME_MAX)
  }
  return <u32>length - 1 < <u32>NAME_MAX && reserveName(length)
}

/** Write the name that was read last, as the message of a candidate. */
export function writeName(): void {
  writeText("message")
  outputNewUtf8Str(text, length)
}

// Looks for a backslash, eight bytes at once.
function hasEscape(at: usize, length: i32): bool {
  const end = at + length
  for (; at + 8 <= end; at += 8) {
    const bytes = load<u64>(at) ^ 0x5c5c5c5c5c5c5c5c
    if ((bytes - 0x0101010101010101) & ~bytes & 0x8080808080808080) return true
  }
  for (; at < end; at++) if (load<u8>(at) == 0x5c) return true
  return false
}
