import { beforeAll, describe, expect, test } from 'vitest'
import { runFunction } from '../../app/wasm/runFunction.ts'
import { compileModule } from '../standin/functions/compileModule.ts'
import wasmReads from '../vectors/wasmReads.json' with { type: 'json' }

const external = (name: string, signature: string) =>
  `@external("shopify_function_v2", "shopify_function_${name}") declare function ${name}${signature}`

const SOURCE = `
${external('input_get', '(): i64')}
${external('input_get_val_len', '(value: i64): i32')}
${external('input_read_utf8_str', '(source: i32, out: usize, length: i32): void')}
${external('input_get_obj_prop', '(scope: i64, key: usize, length: i32): i64')}
${external('input_get_interned_obj_prop', '(scope: i64, id: i32): i64')}
${external('input_get_at_index', '(scope: i64, index: i32): i64')}
${external('input_get_obj_key_at_index', '(scope: i64, index: i32): i64')}
${external('intern_utf8_str', '(text: usize, length: i32): i32')}
${external('output_new_bool', '(value: i32): i32')}
${external('output_new_null', '(): i32')}
${external('output_new_i32', '(value: i32): i32')}
${external('output_new_f64', '(value: f64): i32')}
${external('output_new_utf8_str', '(text: usize, length: i32): i32')}
${external('output_new_interned_utf8_str', '(id: i32): i32')}
${external('output_new_object', '(length: i32): i32')}
${external('output_finish_object', '(): i32')}
${external('output_new_array', '(length: i32): i32')}
${external('output_finish_array', '(): i32')}
${external('log_new_utf8_str', '(text: usize, length: i32): void')}
const a = memory.data<u8>([0x61, 0x62])
const big = memory.data(30000)

export function boxes(): void {
  const root = input_get()
  const items = input_get_interned_obj_prop(root, intern_utf8_str(a, 1))
  const length = i32(items >>> 32) & 0x3fff
  output_new_array(length)
  for (let i = 0; i < length; i++) {
    const value = input_get_at_index(items, i)
    output_new_array(4)
    output_new_i32(i32(value >>> 46) == 0 ? -1 : i32((value >>> 46) & 15))
    output_new_i32(i32(value >>> 32) & 0x3fff)
    output_new_i32(input_get_val_len(value))
    output_new_bool((value >>> 50) == 0x1fff)
    output_finish_array()
  }
  output_finish_array()
}
function writeBox(value: i64): void {
  const isBox = ((value >>> 50) & 0x1fff) == 0x1fff
  output_new_array(2)
  output_new_i32(isBox ? i32((value >>> 46) & 15) : 2)
  output_new_i32(isBox && ((value >>> 46) & 15) == 15 ? i32(value) : 0)
  output_finish_array()
}
export function reads(): void {
  const root = input_get()
  output_new_array(6)
  output_new_i32(input_get_val_len(root))
  writeBox(input_get_obj_prop(root, a, 1))
  writeBox(input_get_at_index(root, 0))
  writeBox(input_get_at_index(root, 1))
  writeBox(input_get_obj_key_at_index(root, 0))
  writeBox(input_get_obj_key_at_index(root, 1))
  output_finish_array()
}
export function writes(): void {
  log_new_utf8_str(a, 2)
  output_new_object(2)
  output_new_utf8_str(a, 1)
  output_new_f64(1.5)
  const key = input_get_obj_key_at_index(input_get(), 1)
  input_read_utf8_str(i32(key), a, 1)
  output_new_interned_utf8_str(intern_utf8_str(a, 1))
  output_new_null()
  output_finish_object()
}
export function beyondString(): void { input_read_utf8_str(i32(input_get()), big, 5) }
export function madeUp(): void { input_get_obj_prop(0x7ffd00000000ffff, a, 1) }
export function unfinished(): void { output_new_object(0) }
export function silent(): void {}
export function valueForKey(): void { output_new_object(1); output_new_i32(1) }
export function tooMany(): void { output_new_array(1); output_new_null(); output_new_null() }
export function tooFew(): void { output_new_array(1); output_finish_array() }
export function twice(): void { output_new_null(); output_new_null() }
export function sameKey(): void {
  output_new_object(2); output_new_utf8_str(a, 1); output_new_null(); output_new_utf8_str(a, 1)
}
export function outOfMemory(): void { output_new_utf8_str(0x7fffffff, 8) }
export function notText(): void { store<u8>(big, 0xff); output_new_utf8_str(big, 1) }
export function traps(): void { unreachable() }
export function large(): void { memory.fill(big, 0x61, 30000); output_new_utf8_str(big, 30000) }
export function greedy(): void { memory.grow(200); output_new_null() }
`

let module: WebAssembly.Module
const run = (exportName: string, input: unknown = null) => runFunction({ module, exportName, input }).output

beforeAll(async () => {
  module = await compileModule(SOURCE)
})

describe('runFunction', () => {
  test('default', () => {
    const result = runFunction({ module, exportName: 'writes', input: { x: 1, y: 2 } })
    expect(result).toEqual({ output: { a: 1.5, y: null }, instructions: null, logs: 'ab' })
  })

  test('behavior: values are NaN boxes with tag and length', () => {
    const input = { a: [null, true, 'né', { k: 1 }, [1, 2], 7.5] }
    expect(run('boxes', input)).toEqual([
      [0, 0, -1, true],
      [1, 0, -1, true],
      [3, 3, 3, true],
      [4, 1, 1, true],
      [5, 2, 2, true],
      [expect.any(Number), expect.any(Number), -1, false],
    ])
  })

  test('behavior: a length above 14 bits is read by a call', () => {
    expect(run('boxes', { a: ['x'.repeat(20_000)] })).toEqual([[3, 16_383, 20_000, true]])
  })

  const TAGS = ['null', 'bool', 'number', 'string', 'object', 'array']
  const describeBox = ([tag = 0, code]: number[]) => (tag === 15 ? `error ${code}` : TAGS[tag])

  // The answers of Shopify's own provider, `shopify_function_v2.wasm`, to each call on each type.
  test.each(wasmReads)(
    'behavior: reading $input as every type answers as Shopify’s provider does',
    (vector) => {
      const [length, ...boxes] = run('reads', vector.input) as [number, ...number[][]]
      const [property, first, second, key, secondKey] = boxes.map(describeBox)
      expect({ length, property, items: [first, second], keys: [key, secondKey] }).toEqual({
        length: vector.length,
        property: vector.property,
        items: vector.items,
        keys: vector.keys,
      })
    },
  )

  for (const [exportName, why, input] of [
    ['beyondString', 'beyond its end', 'abc'],
    ['madeUp', 'did not read', {}],
    ['unfinished', 'did not finish', null],
    ['silent', 'did not finish', null],
    ['valueForKey', 'a key was expected', null],
    ['tooMany', 'more entries than it opened', null],
    ['tooFew', 'with length 1 and wrote 0', null],
    ['twice', 'second output', null],
    ['sameKey', 'the key a twice', null],
    ['outOfMemory', 'out of bounds', null],
    ['notText', 'not UTF-8', null],
    ['traps', 'trapped', null],
    ['large', 'output is 30002', null],
    ['greedy', 'memory is', null],
    ['absent', 'does not export absent', null],
  ] as const) {
    test(`refuses: ${exportName}`, () => {
      expect(() => run(exportName, input)).toThrow(why)
    })
  }

  test('refuses: an input over the limit', () => {
    expect(() => run('silent', 'x'.repeat(128_000))).toThrow('input is 128002')
  })

  test('behavior: limits grow in proportion above 200 lines', () => {
    const input = { cart: { lines: Array.from({ length: 400 }, () => null) } }
    expect(run('large', input)).toHaveLength(30_000)
  })

  test('refuses: a module that imports anything else', async () => {
    const other = await compileModule(
      '@external("wasi", "f") declare function f(): void\nexport function run(): void { f() }',
    )
    expect(() => runFunction({ module: other, exportName: 'run', input: null })).toThrow(
      'that the Wasm API does not have',
    )
  })
})
