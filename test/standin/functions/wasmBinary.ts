export type WasmSection = { id: number; body: Uint8Array }

/** Encode an unsigned number as LEB128. */
export function formatUnsigned(number: number): number[] {
  const bytes: number[] = []
  let rest = number
  do {
    const low = rest & 0x7f
    rest >>>= 7
    bytes.push(rest ? low | 0x80 : low)
  } while (rest)
  return bytes
}

/** Split a Wasm module into its sections. */
export function readModule(wasm: Uint8Array): WasmSection[] {
  const cursor = createWasmCursor(wasm, 8)
  const sections: WasmSection[] = []
  while (cursor.position() < wasm.length) {
    const id = cursor.byte()
    const size = cursor.unsigned()
    const start = cursor.position()
    cursor.skip(size)
    sections.push({ id, body: cursor.slice(start) })
  }
  return sections
}

export type WasmCursor = ReturnType<typeof createWasmCursor>

/** Walk over the bytes of a Wasm section. */
export function createWasmCursor(bytes: Uint8Array, start = 0) {
  let at = start

  function byte(): number {
    const found = bytes[at++]
    if (found === undefined) throw new Error('The Wasm module ends too early.')
    return found
  }

  function unsigned(): number {
    let number = 0
    for (let shift = 0; ; shift += 7) {
      const found = byte()
      number |= (found & 0x7f) << shift
      if (found < 0x80) return number >>> 0
    }
  }

  function skip(count: number): void {
    at += count
  }

  function skipNumbers(count: number): void {
    for (let left = count; left > 0; left--) while (byte() >= 0x80);
  }

  return {
    position: () => at,
    byte,
    unsigned,
    skip,
    slice: (from: number) => bytes.subarray(from, at),

    /** Skip one import; returns whether it imports a global. */
    skipImport(): boolean {
      skip(unsigned())
      skip(unsigned())
      const kind = byte()
      if (kind === 0x00) skipNumbers(1)
      else if (kind === 0x03) skip(2)
      else {
        if (kind === 0x01) skip(1)
        skipNumbers(byte() & 1 ? 2 : 1)
      }
      return kind === 0x03
    },

    /** Skip one operator with its immediates and return its first byte. */
    skipOperator(): number {
      const operator = byte()
      if (operator === 0xfc) skipNumbers(prefixedImmediates(unsigned()))
      else if (operator === 0x0e) skipNumbers(unsigned() + 1)
      else if (operator === 0x1c) skipNumbers(unsigned())
      else if (operator === 0x43) skip(4)
      else if (operator === 0x44) skip(8)
      else skipNumbers(immediates(operator))
      return operator
    },
  }
}

function immediates(operator: number): number {
  if (operator >= 0x28 && operator <= 0x3e) return 2
  if (operator === 0x11 || operator === 0x13) return 2
  if ([0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x12, 0x41, 0x42, 0xd0, 0xd2].includes(operator)) return 1
  if ((operator >= 0x20 && operator <= 0x26) || operator === 0x3f || operator === 0x40) return 1
  const isPlain = [0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1].includes(operator)
  if (isPlain || (operator >= 0x45 && operator <= 0xc4)) return 0
  throw new Error(`Unknown Wasm operator 0x${operator.toString(16)}.`)
}

function prefixedImmediates(operator: number): number {
  if (operator <= 7) return 0
  const count = [2, 1, 2, 1, 2, 1, 2, 1, 1, 1][operator - 8]
  if (count === undefined) throw new Error(`Unknown Wasm operator 0xfc ${operator}.`)
  return count
}
