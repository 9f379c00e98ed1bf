/** Deeper documents are unreadable: recursion must end. */
const DEPTH_MAX = 16

/** Step over blanks. */
@inline
export function skipSpace(at: usize): usize {
  return load<u8>(at) > 0x20 ? at : skipBlanks(at)
}

function skipBlanks(at: usize): usize {
  while (true) {
    const byte = load<u8>(at)
    if (byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09) return at
    at++
  }
}

/** Step over one value of any kind; 0 when it is not JSON. `depth` counts the containers around it. */
export function skipValue(at: usize, depth: i32): usize {
  const byte = load<u8>(at)
  if (byte == 0x22) return skipString(at)
  if (byte == 0x5b) return skipItems(at, depth + 1)
  if (byte == 0x7b) return skipMembers(at, depth + 1)
  if (byte == 0x74) return load<u32>(at) == 0x65757274 ? at + 4 : 0
  if (byte == 0x66) return load<u32>(at + 1) == 0x65736c61 ? at + 5 : 0
  if (byte == 0x6e) return load<u32>(at) == 0x6c6c756e ? at + 4 : 0
  return skipNumber(at)
}

/** Step over a string; 0 when none stands here. */
export function skipString(at: usize): usize {
  if (load<u8>(at) != 0x22) return 0
  at++
  while (true) {
    // Eight bytes at once: the first quote, backslash or control character among them.
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
      at = skipEscape(at + 1)
      if (!at) return 0
    } else at += 8
  }
}

function skipEscape(at: usize): usize {
  const byte = load<u8>(at)
  if (byte != 0x75) return isEscape(byte) ? at + 1 : 0
  for (const end = at + 4; at < end; ) if (!isHexOfAnyCase(load<u8>(++at))) return 0
  return at + 1
}

function skipItems(at: usize, depth: i32): usize {
  if (depth > DEPTH_MAX) return 0
  at = skipSpace(at + 1)
  if (load<u8>(at) == 0x5d) return at + 1
  while (true) {
    at = skipValue(skipSpace(at), depth)
    if (!at) return 0
    at = skipSpace(at)
    const byte = load<u8>(at++)
    if (byte == 0x5d) return at
    if (byte != 0x2c) return 0
  }
}

function skipMembers(at: usize, depth: i32): usize {
  if (depth > DEPTH_MAX) return 0
  at = skipSpace(at + 1)
  if (load<u8>(at) == 0x7d) return at + 1
  while (true) {
    at = skipString(skipSpace(at))
    if (!at) return 0
    at = skipSpace(at)
    if (load<u8>(at) != 0x3a) return 0
    at = skipValue(skipSpace(at + 1), depth)
    if (!at) return 0
    at = skipSpace(at)
    const byte = load<u8>(at++)
    if (byte == 0x7d) return at
    if (byte != 0x2c) return 0
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

function isEscape(byte: u8): bool {
  return (
    byte == 0x22 || byte == 0x5c || byte == 0x2f || byte == 0x62 || byte == 0x66 || byte == 0x6e || byte == 0x72 || byte == 0x74
  )
}
