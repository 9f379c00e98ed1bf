export type WasmSection = { id: number; body: Uint8Array }

/** Spell an unsigned number as LEB128. */
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

/** Cut a Wasm module into its sections. */
export function readModule(wasm: Uint8Array): WasmSection[] {
  const cursor = new WasmCursor(wasm)
  cursor.at = 8
  const sections: WasmSection[] = []
  while (cursor.at < wasm.length) {
    const id = cursor.byte()
    const size = cursor.unsigned()
    sections.push({ id, body: wasm.subarray(cursor.at, cursor.at + size) })
    cursor.at += size
  }
  return sections
}

/** Walk over the bytes of a Wasm section. */
export class WasmCursor {
  at = 0

  constructor(readonly bytes: Uint8Array) {}

  byte(): number {
    const byte = this.bytes[this.at++]
    if (byte === undefined) throw new Error('The Wasm module ends in the middle of something.')
    return byte
  }

  unsigned(): number {
    let number = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      number |= (byte & 0x7f) << shift
      if (byte < 0x80) return number >>> 0
    }
  }

  /** Step over one import and say what it brings. */
  skipImport(): 'function' | 'table' | 'memory' | 'global' {
    this.at += this.unsigned()
    this.at += this.unsigned()
    const kind = this.byte()
    if (kind === 0x00) {
      this.unsigned()
      return 'function'
    }
    if (kind === 0x03) {
      this.at += 2
      return 'global'
    }
    if (kind === 0x01) this.at++
    if (this.byte() & 1) this.unsigned()
    this.unsigned()
    return kind === 0x01 ? 'table' : 'memory'
  }

  /** Step over one operator with its immediates and answer its first byte. */
  skipOperator(): number {
    const operator = this.byte()
    if (operator === 0xfc) this.skipMany(prefixedImmediates(this.unsigned()))
    else if (operator === 0x0e || operator === 0x1c)
      this.skipMany(this.unsigned() + (operator === 0x0e ? 1 : 0))
    else if (operator === 0x43) this.at += 4
    else if (operator === 0x44) this.at += 8
    else this.skipMany(immediates(operator))
    return operator
  }

  private skipMany(count: number): void {
    for (let left = count; left > 0; left--) while (this.byte() >= 0x80);
  }
}

function immediates(operator: number): number {
  if (operator >= 0x28 && operator <= 0x3e) return 2
  if (operator === 0x11 || operator === 0x13) return 2
  if ([0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x12, 0x41, 0x42, 0xd0, 0xd2].includes(operator)) return 1
  if ((operator >= 0x20 && operator <= 0x26) || operator === 0x3f || operator === 0x40) return 1
  const isPlain = [0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1].includes(operator)
  if (isPlain || (operator >= 0x45 && operator <= 0xc4)) return 0
  throw new Error(`The Wasm operator 0x${operator.toString(16)} is unknown here.`)
}

function prefixedImmediates(operator: number): number {
  if (operator <= 7) return 0
  const count = [2, 1, 2, 1, 2, 1, 2, 1, 1, 1][operator - 8]
  if (count === undefined) throw new Error(`The Wasm operator 0xfc ${operator} is unknown here.`)
  return count
}
