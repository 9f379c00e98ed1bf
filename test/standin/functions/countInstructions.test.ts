import { describe, expect, test } from 'vitest'
import { countInstructions } from './countInstructions.ts'

// (module (func (export "run") <locals> <code>))
function assemble(locals: number[], code: number[]): Uint8Array {
  const body = [...locals, ...code, 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x07, 0x07, 0x01, 0x03, 0x72, 0x75, 0x6e, 0x00, 0x00],
    ...[0x0a, body.length + 2, 0x01, body.length, ...body],
  ])
}

async function count(wasm: Uint8Array): Promise<number> {
  const { instance } = await WebAssembly.instantiate(countInstructions(wasm))
  const { run, __fuel: fuel } = instance.exports
  if (typeof run !== 'function' || !(fuel instanceof WebAssembly.Global)) throw new Error('not instrumented')
  run()
  return Number(fuel.value)
}

describe('countInstructions', () => {
  test('default', async () => {
    // The entry, two constants and their sum; drop and end are free.
    expect(await count(assemble([0x00], [0x41, 0x01, 0x41, 0x02, 0x6a, 0x1a]))).toBe(4)
  })

  test('behavior: every round of a loop counts', async () => {
    // for (i = 10; i; i--): two before, five per round (get, const, sub, tee, br_if); loop and end are free.
    const code = [
      0x41, 0x0a, 0x21, 0x00, 0x03, 0x40, 0x20, 0x00, 0x41, 0x01, 0x6b, 0x22, 0x00, 0x0d, 0x00, 0x0b,
    ]
    expect(await count(assemble([0x01, 0x01, 0x7f], code))).toBe(1 + 2 + 10 * 5)
  })

  test('behavior: only the executed branch counts', async () => {
    // if (1) { 1; drop } else { 1; 1; drop; drop }
    const code = [0x41, 0x01, 0x04, 0x40, 0x41, 0x01, 0x1a, 0x05, 0x41, 0x01, 0x41, 0x01, 0x1a, 0x1a, 0x0b]
    expect(await count(assemble([0x00], code))).toBe(1 + 2 + 1)
  })

  test('refuses: an unknown operator', () => {
    expect(() => countInstructions(assemble([0x00], [0xfd, 0x0c]))).toThrow('Unknown Wasm operator')
  })
})
