import { isUtf8 } from 'node:buffer'
import { createReader } from './createReader.ts'
import { createWriter } from './createWriter.ts'
import { FunctionTrap } from './trap.ts'

const MODULE = 'shopify_function_v2'
const LOG_BYTES = 1000

export type FunctionHost = {
  imports: WebAssembly.Imports
  attach(memory: WebAssembly.Memory): void
  /** Forget the run before, and give this input to the next one. */
  start(input: unknown): void
  /** @throws FunctionTrap when the output is missing or not finished. */
  output(): unknown
  logs(): string
}

/**
 * Make a host that imitates Shopify's provider of the Wasm API, version 2. One host serves one run at a time.
 *
 * It is stricter than the original: a misuse throws FunctionTrap at once.
 *
 * @see shopify.dev, Functions API, "WebAssembly API for Functions"
 */
export function createHost({ input }: { input: unknown }): FunctionHost {
  const interned: string[] = []
  let memory: WebAssembly.Memory | null = null
  let bytes = Buffer.alloc(0)
  let logs = ''

  function span(start: number, length: number): Buffer {
    if (!memory) throw new FunctionTrap('The module called the API before it was instantiated.')
    if (bytes.buffer !== memory.buffer) bytes = Buffer.from(memory.buffer)
    const from = start >>> 0
    const size = length >>> 0
    if (from + size > bytes.length) throw new FunctionTrap('A span of memory is out of bounds.')
    return bytes.subarray(from, from + size)
  }

  function text(start: number, length: number): string {
    const found = span(start, length)
    if (!isUtf8(found)) throw new FunctionTrap('A string is not UTF-8.')
    return found.toString('utf8')
  }

  function internedAt(id: number): string {
    const known = interned[id]
    if (known === undefined) throw new FunctionTrap(`The module did not intern a string as ${id}.`)
    return known
  }

  const reader = createReader({ input })
  const writer = createWriter()
  return {
    attach(given) {
      memory = given
    },
    start(next) {
      reader.start(next)
      writer.start()
      interned.length = 0
      logs = ''
    },
    output: writer.finish,
    logs: () => logs,
    imports: {
      [MODULE]: {
        shopify_function_input_get: () => reader.root(),
        shopify_function_input_get_val_len: (value: bigint) => reader.length(value),
        shopify_function_input_read_utf8_str: (source: number, out: number, length: number) =>
          reader.copyText(source, span(out, length)),
        shopify_function_input_get_obj_prop: (scope: bigint, start: number, length: number) =>
          reader.property(scope, text(start, length)),
        shopify_function_input_get_interned_obj_prop: (scope: bigint, id: number) =>
          reader.property(scope, internedAt(id)),
        shopify_function_input_get_at_index: (scope: bigint, index: number) =>
          reader.item(scope, index >>> 0),
        shopify_function_input_get_obj_key_at_index: (scope: bigint, index: number) =>
          reader.key(scope, index >>> 0),
        shopify_function_output_new_bool: (value: number) => writer.scalar(value !== 0),
        shopify_function_output_new_null: () => writer.scalar(null),
        shopify_function_output_new_i32: (value: number) => writer.scalar(value),
        shopify_function_output_new_f64: (value: number) => writer.scalar(value),
        shopify_function_output_new_utf8_str: (start: number, length: number) =>
          writer.text(text(start, length)),
        shopify_function_output_new_interned_utf8_str: (id: number) => writer.text(internedAt(id)),
        shopify_function_output_new_object: (length: number) => writer.open('object', length >>> 0),
        shopify_function_output_finish_object: () => writer.close('object'),
        shopify_function_output_new_array: (length: number) => writer.open('array', length >>> 0),
        shopify_function_output_finish_array: () => writer.close('array'),
        shopify_function_intern_utf8_str: (start: number, length: number) =>
          interned.push(text(start, length)) - 1,
        shopify_function_log_new_utf8_str: (start: number, length: number) => {
          logs = (logs + text(start, length)).slice(-LOG_BYTES)
        },
      },
    },
  }
}
