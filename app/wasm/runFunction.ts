import { createHost } from './createHost.ts'
import { FunctionTrap } from './trap.ts'

/** Shopify's limits up to 200 lines. Above that, all but the memory grow in proportion. 1 kB is 1,000 bytes. */
const INPUT_BYTES = 128_000
const OUTPUT_BYTES = 20_000
const INSTRUCTIONS = 11_000_000
const MEMORY_BYTES = 10_000_000
const SCALED_FROM_LINES = 200

export type RunFunctionParameters = {
  module: WebAssembly.Module
  exportName: string
  input: unknown
  /** False leaves Shopify's limits unchecked, for inputs that Shopify would never send. */
  isLimited?: boolean
}

export type RunFunctionResult = {
  output: unknown
  /** The module's own instructions; null unless `countInstructions` instrumented it. */
  instructions: number | null
  logs: string
}

/**
 * Run a Function once on an input, in a fresh instance, within Shopify's limits.
 *
 * @throws FunctionTrap when the run fails: a trap, a misuse of the API, a limit.
 */
export function runFunction(parameters: RunFunctionParameters): RunFunctionResult {
  const { module, exportName, input, isLimited = true } = parameters
  const scale = Math.max(1, countLines(input) / SCALED_FROM_LINES)
  if (isLimited) checkSize('input', countBytes(input), INPUT_BYTES * scale)
  const host = createHost({ input })
  const { exports } = createInstance(module, host.imports)
  const run = exports[exportName]
  const { memory, __fuel: fuel } = exports
  if (typeof run !== 'function') throw new FunctionTrap(`The module does not export ${exportName}.`)
  if (!(memory instanceof WebAssembly.Memory))
    throw new FunctionTrap('The module does not export its memory.')
  host.attach(memory)
  if (fuel instanceof WebAssembly.Global) fuel.value = 0n
  try {
    run()
  } catch (cause) {
    if (cause instanceof FunctionTrap) throw cause
    throw new FunctionTrap(`The Function trapped: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
  const output = host.output()
  const instructions = fuel instanceof WebAssembly.Global ? Number(fuel.value) : null
  checkSize('memory', memory.buffer.byteLength, MEMORY_BYTES)
  if (isLimited) {
    checkSize('output', countBytes(output), OUTPUT_BYTES * scale)
    checkSize('instructions', instructions ?? 0, INSTRUCTIONS * scale)
  }
  return { output, instructions, logs: host.logs() }
}

function createInstance(module: WebAssembly.Module, imports: WebAssembly.Imports): WebAssembly.Instance {
  try {
    return new WebAssembly.Instance(module, imports)
  } catch (cause) {
    throw new FunctionTrap('The module imports something that the Wasm API does not have.', { cause })
  }
}

function countLines(input: unknown): number {
  const lines = (input as { cart?: { lines?: unknown } } | null)?.cart?.lines
  return Array.isArray(lines) ? lines.length : 0
}

function countBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '')
}

function checkSize(what: string, found: number, most: number): void {
  if (found > most) throw new FunctionTrap(`The ${what} is ${found}, above Shopify's limit of ${most}.`)
}
