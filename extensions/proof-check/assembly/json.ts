import { countOf, isEscape } from "./scan"

/** Deeper documents are unreadable. */
const DEPTH_MAX = 16
/** Two bytes at once: `["`, `",` and `],`. */
const BRACKET_QUOTE: u16 = 0x225b
const QUOTE_COMMA: u16 = 0x2c22
const BRACKET_COMMA: u16 = 0x2c5d
/** Step over blanks; fast if there are none, as mostly. */
@inline
function skipSpace(at: usize): usize {
  return load<u8>(at) > 0x20 ? at : skipBlanks(at)
}

/** Step over blanks. */
export function skipBlanks(at: usize): usize {
  while (true) {
    while (load<u64>(at) == 0x2020202020202020) at += 8
    const byte = load<u8>(at)
    if (byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09) return at
    at++
  }
}

/** Step over one value of any type; 0 if it is not JSON. `depth` is the number of enclosing containers. */
export function skipValue(at: usize, depth: i32): usize {
  return skipNested(at, depth, depth)
}

/** Step over the rest of an array, from one of its items on; 0 if it is not JSON. `depth` includes the array. */
export function skipItemsFrom(at: usize, depth: i32): usize {
  return skipNested(at, depth, depth - 1)
}

function skipNested(at: usize, depth: i32, endDepth: i32): usize {
  // The types of the enclosing containers, one bit each, the innermost lowest: 1 is an object.
  let kinds: u32 = 0
  while (true) {
    at = skipSpace(at)
    const byte = load<u8>(at)
    if ((byte & 0xdf) == 0x5b) {
      if (++depth > DEPTH_MAX) return 0
      kinds = (kinds << 1) | ((byte >> 5) & 1)
      at = skipSpace(at + 1)
      // In ASCII the closing bracket is the opening one plus 2.
      if (load<u8>(at) != byte + 2) {
        at = kinds & 1 ? skipName(at) : skipPlainItems(at, depth)
        if (!at) return 0
        continue
      }
    } else {
      at = byte == 0x22 ? skipString(at) : skipWord(at)
      if (!at) return 0
    }
    while (true) {
      if (depth == endDepth) return at
      at = skipSpace(at)
      const mark = load<u8>(at++)
      if (mark == 0x2c) break
      if (mark != (kinds & 1 ? 0x7d : 0x5d)) return 0
      kinds >>= 1
      depth--
    }
    at = kinds & 1 ? skipName(at) : skipPlainItems(at, depth)
    if (!at) return 0
  }
}

function skipWord(at: usize): usize {
  const byte = load<u8>(at)
  if (byte < 0x3a) return skipNumber(at)
  if (byte == 0x74) return load<u32>(at) == 0x65757274 ? at + 4 : 0
  if (byte == 0x66) return load<u32>(at + 1) == 0x65736c61 ? at + 5 : 0
  if (byte == 0x6e) return load<u32>(at) == 0x6c6c756e ? at + 4 : 0
  return 0
}

function skipName(at: usize): usize {
  at = skipString(skipSpace(at))
  if (!at) return 0
  at = skipSpace(at)
  return load<u8>(at) == 0x3a ? at + 1 : 0
}

/** Step over a string; 0 if there is none. */
export function skipString(at: usize): usize {
  if (load<u8>(at) != 0x22) return 0
  at++
  while (true) {
    // Eight bytes at a time: find the first quote, backslash or control character.
    const bytes = load<u64>(at)
    const quotes = bytes ^ 0x2222222222222222
    const slashes = bytes ^ 0x5c5c5c5c5c5c5c5c
    const special =
      ((quotes - 0x0101010101010101) & ~quotes) |
      ((slashes - 0x0101010101010101) & ~slashes) |
      ((bytes - 0x2020202020202020) & ~bytes)
    const stops = special & 0x8080808080808080
    if (stops) {
      at += <usize>(ctz(stops) >> 3)
      const byte = load<u8>(at)
      if (byte == 0x22) return at + 1
      if (byte != 0x5c) return 0
      at = skipEscapes(at)
      if (!at) return 0
    } else at += 8
  }
}

function skipEscapes(at: usize): usize {
  while (load<u8>(at) == 0x5c) {
    if (isEscape(at + 1)) at += 2
    else if (load<u8>(at, 1) == 0x75) {
      at = skipHex(at + 1)
      if (!at) return 0
    } else return 0
  }
  return at
}

function skipHex(at: usize): usize {
  for (const end = at + 4; at < end; ) if (!isHexOfAnyCase(load<u8>(++at))) return 0
  return at + 1
}

// A fast path for items of our own lists: digits, gates and gates with a number. Stops at the first other item, and at
// the last.
function skipPlainItems(at: usize, depth: i32): usize {
  while (true) {
    let end = at + 1
    const isPair = load<u8>(at) != 0x22
    if (isPair) {
      if (<u32>load<u8>(at) - 48 < 10 && load<u8>(end) == 0x2c) {
        at += 2
        continue
      }
      if (load<u16>(at) != BRACKET_QUOTE || depth == DEPTH_MAX) return at
      end++
    }
    // Up to three digits need no loop; nearly all gates have no more.
    if (countOf(end)) {
      if (countOf(end + 1)) {
        if (countOf(end + 2)) {
          end += 3
          while (countOf(end)) end++
        } else end += 2
      } else end++
    }
    if (load<u16>(end) != QUOTE_COMMA && (load<u8>(end) != 0x2a || load<u16>(++end) != QUOTE_COMMA)) return at
    end += 2
    if (isPair) {
      if (<u32>load<u8>(end) - 49 > 8) return at
      while (<u32>load<u8>(++end) - 48 < 10) {}
      if (load<u16>(end) != BRACKET_COMMA) return at
      end += 2
    }
    at = end
  }
}

function skipNumber(at: usize): usize {
  if (load<u8>(at) == 0x2d) at++
  if (load<u8>(at) == 0x30) at++
  else {
    at = skipDigits(at)
    if (!at) return 0
  }
  if (load<u8>(at) == 0x2e) {
    at = skipDigits(at + 1)
    if (!at) return 0
  }
  if ((load<u8>(at) | 0x20) == 0x65) {
    const sign = load<u8>(at + 1)
    at = skipDigits(sign == 0x2b || sign == 0x2d ? at + 2 : at + 1)
  }
  return at
}

function skipDigits(at: usize): usize {
  const start = at
  while (<u32>load<u8>(at) - 48 < 10) at++
  return at > start ? at : 0
}

function isHexOfAnyCase(byte: u8): bool {
  return <u32>byte - 48 < 10 || <u32>(byte | 0x20) - 97 < 6
}
