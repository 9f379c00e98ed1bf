import { inputReadUtf8Str } from "./host"
import { isLifted, LIFTED, standingOf } from "./standings"
import { countOf, next, parseGate } from "./scan"
import { countBytesWithin, countBytes, Value } from "./value"

/*
 * A product's or variant's `gates`: base-36 numbers, separated by one space; `*` follows an exclusive one. A piece that
 * is no gate matches none. A piece longer than any gate makes the whole text match nothing.
 *
 * A tree finds pieces by two bytes at a time; a piece of odd length includes the space after it. Unlike a hash table it
 * has no collisions, so no text can make it slow.
 */

/** Longer marks match no gate. */
export const MARKS_MAX_BYTES = 80
const SPACE: u8 = 0x20
const NO_SPACES: u64 = 0x7f7f7f7f7f7f7f7f
/** Which of two bytes are spaces: none, the first, the second, or both. */
const NEITHER: u8 = 0
const FIRST: u8 = 1
const SECOND: u8 = 2
const BOTH: u8 = 3
const STAR: u64 = 0x2a
const STARS: u64 = 0x2a2a2a2a2a2a2a2a
const ONES: u64 = 0x0101010101010101
const HIGHS: u64 = 0x8080808080808080
/** Two bytes at once: `* `. */
const STAR_SPACE: u16 = 0x202a
const GATE_MAX: usize = 6

const text = memory.data(112, 16)
// By two bytes: which of them are spaces.
const spacings = memory.data(65536, 16)
// By two bytes: the node where a piece of one or two bytes ends; the node where a longer piece starts; and the number
// of these bytes further down.
const pairs = memory.data(65536, 16)
const roots = memory.data(65536, 16)
const numbers = memory.data(65536, 16)
// By node and number: the next node. By node: the bits of the gate that ends there.
const nodes = memory.data(65536, 16)
const bits = memory.data(2048, 16)

/**
 * Kinds of two bytes. SINGLE: a piece of one byte and its space. PAIR: a piece, harmless if a space follows.
 * LIFTED_PAIR: the same, and also harmless if a star and a space follow.
 */
const SINGLE: u8 = 1
const PAIR: u8 = 2
const LIFTED_PAIR: u8 = 3
// By two bytes: the kind, once found, of a piece without a star or of a lifted gate.
const harmlessPairs = memory.data(65536, 16)

let nodeCount: u32 = 0
let numberCount: u32 = 0
let bit: u64 = 1

/** Where the text taken last ends, with a space. */
let taken: usize = 0

/** Let `readMarks` answer one bit for marks of a gate, whose text is in a word of `length` bytes. */
export function listenFor(gate: u64, length: i32): void {
  listenForPiece(gate, length)
  // A second space before a piece of one byte is read as part of it.
  if (length == 1) listenForPiece(SPACE | (gate << 8), 2)
  listenForStarred(gate, length)
}

/** The same, but only for marks of the gate as an exclusive one. */
export function listenForStarred(gate: u64, length: i32): void {
  listenForPiece(gate | (STAR << (length << 3)), length + 1)
  bit <<= 1
}

/** Read the gates of a product or variant, as bits in the order of the calls of `listenFor`. */
export function readMarks(value: Value): u64 {
  const length = countBytesWithin(value)
  if (<u32>length - 1 >= <u32>MARKS_MAX_BYTES) return 0
  inputReadUtf8Str(i32(value), text, length)
  const end = text + length
  // A space ends the last piece. After it come more bytes than any piece has, so the loop ends there.
  store<u8>(end, SPACE)
  store<u64>(end, NO_SPACES, 1)
  let found: u64 = 0
  let at = text
  while (true) {
    // A switch finds the next space, so every case costs about the same per byte. BOTH has a case of its own, because
    // with fewer cases the compiler makes no jump table.
    switch (spacesAt(at + 1)) {
      case NEITHER:
        break
      case FIRST:
        if (load<u8>(at, 3) == SPACE) {
          found |= bitsOf(pairAt(at)) | bitsOf(pairAt(at + 2))
          at += 4
        } else {
          found |= bitsOf(pairAt(at))
          at += 2
        }
        continue
      case SECOND:
        found |= bitsOf(pairAt(at))
        at += 3
        continue
      default:
        found |= bitsOf(pairAt(at))
        at += 3
        continue
    }
    const node = rootOf(at)
    if (!node) {
      if (load<u8>(at) == SPACE) {
        at++
        continue
      }
    }
    switch (spacesAt(at + 3)) {
      case NEITHER:
        break
      case FIRST:
        found |= bitsOf(readNode(node, at + 2))
        at += 4
        continue
      case SECOND:
        found |= bitsOf(readNode(node, at + 2))
        at += 5
        continue
      default:
        found |= bitsOf(readNode(node, at + 2))
        at += 5
        continue
    }
    switch (spacesAt(at + 5)) {
      case NEITHER:
        break
      case FIRST:
        found |= bitsOf(readNode(readNode(node, at + 2), at + 4))
        at += 6
        continue
      case SECOND:
        found |= bitsOf(readNode(readNode(node, at + 2), at + 4))
        at += 7
        continue
      default:
        found |= bitsOf(readNode(readNode(node, at + 2), at + 4))
        at += 7
        continue
    }
    if (load<u8>(at, 7) != SPACE) return at > end ? found : 0
    found |= bitsOf(readNode(readNode(readNode(node, at + 2), at + 4), at + 6))
    at += 8
  }
}

/** Read a text of at most `MARKS_MAX_BYTES` for `hasStar` and `isEachStarLifted`. */
export function readStarredMarks(value: Value): void {
  const length = max(countBytes(value), 0)
  if (length) inputReadUtf8Str(i32(value), text, length)
  taken = text + length
  store<u8>(taken, SPACE)
  store<u64>(taken, NO_SPACES, 1)
}

/** Say whether the text taken last has a star. */
export function hasStar(): bool {
  for (let at = text; at < taken; at += 8) {
    const stars = load<u64>(at) ^ STARS
    if ((stars - ONES) & ~stars & HIGHS) return true
  }
  return false
}

/** Say whether every star of the text taken last follows a lifted gate. */
export function isEachStarLifted(): bool {
  let at = text
  while (at < taken) {
    const harmless = load<u8>(<usize>load<u16>(at), harmlessPairs)
    if (harmless == SINGLE) at += 2
    else if (harmless && load<u8>(at, 2) == SPACE) at += 3
    else if (harmless == LIFTED_PAIR && load<u16>(at, 2) == STAR_SPACE) at += 4
    else {
      at = skipHarmless(at)
      if (!at) return false
    }
  }
  return true
}

// Steps over a piece and its space; 0 if the piece has a star that does not follow a lifted gate.
function skipHarmless(start: usize): usize {
  let at = start
  let gate = countOf(at)
  if (gate > 1) {
    let count: u32 = 0
    while ((count = countOf(++at))) gate = gate * 37 + count
  }
  if (load<u16>(at) == STAR_SPACE && gate > 1 && at - start <= GATE_MAX && isLifted(gate)) {
    at += 2
    if (at - start == 3) store<u8>(harmlessPairs + load<u16>(start), PAIR)
    if (at - start == 4) store<u8>(harmlessPairs + load<u16>(start), LIFTED_PAIR)
    return at
  }
  while (load<u8>(at) != SPACE) if (load<u8>(at++) == <u8>STAR) return 0
  at++
  if (at - start == 2) store<u8>(harmlessPairs + load<u16>(start), SINGLE)
  if (at - start == 3 && !load<u8>(<usize>load<u16>(start), harmlessPairs)) {
    store<u8>(harmlessPairs + load<u16>(start), PAIR)
  }
  return at
}

/**
 * Answer the list that says why nobody can open the exclusive gates of the text taken last, the most hopeful of them; 0
 * if a wallet may open one. Lifted gates do not count; if there are no others, `least` is the answer.
 */
export function findHindrance(least: u32): u32 {
  for (let at = text; at < taken; at++) {
    const gate = parseGate(at)
    const end = gate ? next : at
    let isStarred = false
    for (at = end; load<u8>(at) != SPACE; at++) if (load<u8>(at) == <u8>STAR) isStarred = true
    if (!isStarred) continue
    const standing = load<u16>(end) == STAR_SPACE && gate ? standingOf(gate) : 0
    if (standing & LIFTED) continue
    least = min(least, standing & (0 - standing))
  }
  return least
}

/** Fill the table of spaces. */
export function startMarks(): void {
  memory.fill(spacings + 0x2000, SECOND, 256)
  for (let at = spacings + 0x20, end = spacings + 65536; at < end; at += 1024) {
    store<u8>(at, FIRST)
    store<u8>(at, FIRST, 256)
    store<u8>(at, FIRST, 512)
    store<u8>(at, FIRST, 768)
  }
  store<u8>(spacings, BOTH, 0x2020)
}

@inline
function spacesAt(at: usize): u32 {
  return load<u8>(<usize>load<u16>(at), spacings)
}

@inline
function pairAt(at: usize): u32 {
  return load<u8>(<usize>load<u16>(at), pairs)
}

@inline
function rootOf(at: usize): u32 {
  return load<u8>(<usize>load<u16>(at), roots)
}

@inline
function readNode(node: u32, at: usize): u32 {
  return load<u8>(<usize>((node << 8) | load<u8>(<usize>load<u16>(at), numbers)), nodes)
}

@inline
function bitsOf(node: u32): u64 {
  return load<u64>(<usize>node << 3, bits)
}

function listenForPiece(piece: u64, length: i32): void {
  if (length & 1) piece |= (<u64>SPACE) << (length << 3)
  let way = (length > 2 ? roots : pairs) + (<usize>piece & 0xffff)
  while (true) {
    if (!load<u8>(way)) store<u8>(way, ++nodeCount)
    const node = <usize>load<u8>(way)
    piece >>= 16
    if (!piece) return store<u64>(bits + (node << 3), bit)
    const number = numbers + (<usize>piece & 0xffff)
    if (!load<u8>(number)) store<u8>(number, ++numberCount)
    way = nodes + ((node << 8) | load<u8>(number))
  }
}
