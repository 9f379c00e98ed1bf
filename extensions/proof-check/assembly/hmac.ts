import { readHex } from "./hex"
import { hashBlock, startHash } from "./sha256"

const block = memory.data(128, 16)
const inner = memory.data(32, 16)
const outer = memory.data(32, 16)

/** Prepare a key of 64 hex: fills 64 bytes of states that `isMac` starts from. */
export function deriveKeyStates(secret: usize, states: usize): void {
  writePadded(secret, 0x3636363636363636)
  startHash(states)
  hashBlock(states, block)
  writePadded(secret, 0x5c5c5c5c5c5c5c5c)
  startHash(states + 32)
  hashBlock(states + 32, block)
}

/** Say whether `mac` (32 lower-case hex) is the first half of HMAC-SHA-256 of the text. */
export function isMac(states: usize, text: usize, length: i32, mac: usize): bool {
  memory.copy(inner, states, 32)
  let left = length
  for (; left >= 64; left -= 64, text += 64) hashBlock(inner, text)
  closeBlock(inner, text, left, length + 64)
  for (let at: usize = 0; at < 32; at += 4) store<u32>(inner + at, bswap(load<u32>(inner + at)))
  memory.copy(outer, states + 32, 32)
  closeBlock(outer, inner, 32, 96)
  // Only lower-case digits get here, so equal numbers mean equal texts.
  let difference: u32 = 0
  for (let at: usize = 0; at < 16; at += 4) difference |= load<u32>(outer + at) ^ readHex(mac + (at << 1))
  return difference == 0
}

function writePadded(secret: usize, pad: u64): void {
  for (let at: usize = 0; at < 32; at += 4) store<u32>(block + at, bswap(readHex(secret + (at << 1))) ^ <u32>pad)
  for (let at: usize = 32; at < 64; at += 8) store<u64>(block + at, pad)
}

function closeBlock(state: usize, rest: usize, left: i32, total: i32): void {
  const size: usize = left < 56 ? 64 : 128
  memory.fill(block, 0, size)
  memory.copy(block, rest, left)
  store<u8>(block + left, 0x80)
  store<u32>(block + size - 4, bswap(<u32>total << 3))
  hashBlock(state, block)
  if (size > 64) hashBlock(state, block + 64)
}
