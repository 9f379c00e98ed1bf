import { readText, Value } from "./value"

/*
 * A product's or variant's `gates`: base-36 numbers, one space between, `*` after an exclusive one.
 * A piece that is no gate matches none; a piece longer than any gate spoils the text.
 */

const MARKS_MAX_BYTES = 80
const SPACES: u64 = 0x2020202020202020
const SLOTS: u32 = 511
const text = memory.data(96, 16)
const ranks = memory.data(512, 16)
// By rank from 1: a piece and its bit.
const pieces = memory.data(2048, 16)

let pieceCount: u32 = 0

/** Make marks of a gate, spelled in a word of `length` bytes, show as one bit in what `readMarks` answers. */
export function listenFor(gate: u64, length: i32): void {
  const bit = (<u64>1) << (pieceCount >> 1)
  listenForPiece(gate, bit)
  listenForPiece(gate | ((<u64>0x2a) << (length << 3)), bit)
}

/** Read the gates that a product or variant carries, as bits in the order in which they are listened for. */
export function readMarks(value: Value): u64 {
  const length = readText(value, text, MARKS_MAX_BYTES)
  if (length <= 0) return 0
  const end = text + length
  store<u64>(end, SPACES)
  let found: u64 = 0
  let at = text
  while (at < end) {
    const word = load<u64>(at)
    const spaces = word ^ SPACES
    const stops = (spaces - 0x0101010101010101) & ~spaces & 0x8080808080808080
    if (!stops) return 0
    const length = ctz(stops) >> 3
    const piece = word & (((<u64>1) << (length << 3)) - 1)
    const rank = load<u8>(ranks + slotOf(piece))
    if (rank) found |= bitOf(piece, rank)
    at += <usize>length + 1
  }
  return found
}

function listenForPiece(piece: u64, bit: u64): void {
  let slot = slotOf(piece)
  while (load<u8>(ranks + slot)) slot = (slot + 1) & SLOTS
  store<u8>(ranks + slot, ++pieceCount)
  store<u64>(pieces + (<usize>pieceCount << 4), piece)
  store<u64>(pieces + (<usize>pieceCount << 4), bit, 8)
}

function bitOf(piece: u64, rank: u32): u64 {
  let known = pieces + (<usize>rank << 4)
  if (load<u64>(known) == piece) return load<u64>(known, 8)
  let slot = slotOf(piece)
  do {
    slot = (slot + 1) & SLOTS
    known = pieces + (<usize>load<u8>(ranks + slot) << 4)
  } while (known != pieces && load<u64>(known) != piece)
  return load<u64>(known, 8)
}

@inline
function slotOf(piece: u64): u32 {
  return <u32>((piece * 0x9e3779b97f4a7c15) >> 55)
}
