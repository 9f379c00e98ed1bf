import { createHost } from '../../../app/wasm/createHost.ts'

const MODULE = 'shopify_function_v2'
const PAGE_BYTES = 65_536
/** The NaN-box of a text, without its length. */
const TEXT_BOX = (0x7ffcn << 48n) | (3n << 46n)
/** Calls with a span of memory: here the provider makes room, and the trampoline copies the bytes. */
const SPANS = ['input_read_utf8_str', 'output_new_utf8_str', 'intern_utf8_str', 'log_new_utf8_str']

type Call = (...words: never[]) => unknown

/**
 * Make a provider for one run of a deployed module: it has a memory of its own and the calls `_shopify_function_*`.
 *
 * This provider is ours, not Shopify's. It has the interface that Shopify's trampoline expects, and answers through the
 * host of the modules that are not deployed.
 * @see https://github.com/Shopify/shopify-function-wasm-api, trampoline and provider
 */
export function createProvider({ input }: { input: unknown }) {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const host = createHost({ input })
  host.attach(memory)
  const calls = host.imports[MODULE] as Record<string, Call>
  /** The end of the allocated bytes. Address 0 means failure. */
  let end = 16
  let interned = 0
  /** The trampoline copies a text after the call that announces it, so the next call reads it. */
  let announced: (() => unknown) | null = null

  function settle(): void {
    const read = announced
    announced = null
    read?.()
  }

  function call(name: string, ...words: unknown[]): unknown {
    const found = calls[`shopify_function_${name}`]
    if (!found) throw new Error(`The host has no call shopify_function_${name}.`)
    return found(...(words as never[]))
  }

  function allocate(length: number): number {
    const start = end
    end += length >>> 0
    const missing = end - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
    return start
  }

  function announce(name: string, length: number, result: number): bigint {
    settle()
    const start = allocate(length)
    announced = () => call(name, start, length)
    return (BigInt(result) << 32n) | BigInt(start)
  }

  const passed = Object.keys(calls)
    .map((name) => name.replace('shopify_function_', ''))
    .filter((name) => !SPANS.includes(name))
    .map((name) => {
      const answer = (...words: unknown[]) => {
        settle()
        return call(name, ...words)
      }
      return [`_shopify_function_${name}`, answer] as const
    })

  return {
    imports: {
      [MODULE]: {
        memory,
        ...Object.fromEntries(passed),
        _shopify_function_alloc: allocate,
        _shopify_function_input_get_utf8_str_addr: (pointer: number) => {
          const length = Number(call('input_get_val_len', TEXT_BOX | BigInt(pointer >>> 0)))
          const start = allocate(length)
          call('input_read_utf8_str', pointer, start, length)
          return start
        },
        _shopify_function_output_new_utf8_str: (length: number) => announce('output_new_utf8_str', length, 0),
        _shopify_function_intern_utf8_str: (length: number) =>
          announce('intern_utf8_str', length, interned++),
      },
    } as WebAssembly.Imports,
    output(): unknown {
      settle()
      return host.output()
    },
  }
}
