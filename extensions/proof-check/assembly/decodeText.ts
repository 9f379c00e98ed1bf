/**
 * Decode a well-formed JSON string into at most `most` bytes of UTF-8. Answers the length; 0 if it does not fit or has
 * half a surrogate pair.
 */
export function decodeText(at: usize, out: usize, most: i32): i32 {
  let length = 0
  at++
  while (true) {
    let code: u32 = load<u8>(at++)
    if (code == 0x22) return length
    if (code == 0x5c) {
      code = load<u8>(at++)
      if (code == 0x75) {
        code = readUnit(at)
        at += 4
        if ((code & 0xfc00) == 0xd800) {
          const low = load<u16>(at) == 0x755c ? readUnit(at + 2) : 0
          // Half a surrogate pair has no UTF-8, and invalid UTF-8 would fail the run.
          if ((low & 0xfc00) != 0xdc00) return 0
          code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff)
          at += 6
        } else if ((code & 0xfc00) == 0xdc00) return 0
      } else code = decodeEscape(code)
    } else if (code > 0x7f) {
      // Already UTF-8: copied byte by byte.
      if (length == most) return 0
      store<u8>(out + length++, code)
      continue
    }
    const size = sizeOf(code)
    if (length + size > most) return 0
    encodeCode(code, size, out + length)
    length += size
  }
}

function decodeEscape(code: u32): u32 {
  switch (code) {
    case 0x62:
      return 0x08
    case 0x66:
      return 0x0c
    case 0x6e:
      return 0x0a
    case 0x72:
      return 0x0d
    case 0x74:
      return 0x09
    default:
      return code
  }
}

function sizeOf(code: u32): i32 {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

function encodeCode(code: u32, size: i32, out: usize): void {
  if (size == 1) return store<u8>(out, code)
  for (let at = size - 1; at > 0; at--) {
    store<u8>(out + at, 0x80 | (code & 0x3f))
    code >>= 6
  }
  store<u8>(out, (0xf00 >> size) | code)
}

function readUnit(at: usize): u32 {
  let unit: u32 = 0
  for (let i = 0; i < 4; i++) {
    const byte = <u32>load<u8>(at + i)
    unit = (unit << 4) | (byte < 0x3a ? byte - 48 : (byte | 0x20) - 87)
  }
  return unit
}
