import { createHost } from '../../../app/wasm/createHost.ts'
import type { CoveredModule } from '../../standin/functions/countInstructions.ts'

export type CoveredRun = { readonly output: unknown; readonly instructions: number }
export type CoveredRunner = {
  /** Number of the module's segments of code. */
  readonly segments: number
  /** Run on an input. @throws whatever the module or its host throws */
  run(input: unknown): CoveredRun
  /** How often each segment ran in the last run. Valid until the next one. */
  readonly counters: Uint32Array
}
/**
 * Make a runner of a covered module. It sets memory and globals back before each run, which are all of a module's state,
 * because a new instance takes five times as long as a run.
 */
export async function createCoveredRunner({
  bytes,
  countersAt,
  segments,
  exportName,
}: CoveredModule & { exportName: string }): Promise<CoveredRunner> {
  const module = await WebAssembly.compile(bytes)
  const host = createHost({ input: null })
  const { exports } = new WebAssembly.Instance(module, host.imports)
  const { memory, __fuel: fuel, [exportName]: target } = exports
  if (!(memory instanceof WebAssembly.Memory) || !(fuel instanceof WebAssembly.Global))
    throw new Error('The module is not covered.')
  if (typeof target !== 'function') throw new Error(`The module does not export ${exportName}.`)
  const globals = Object.values(exports).flatMap((one) =>
    one instanceof WebAssembly.Global && one !== fuel && isMutable(one)
      ? [{ global: one, first: one.value as unknown }]
      : [],
  )
  host.attach(memory)
  const bytesNow = new Uint8Array(memory.buffer)
  const first = bytesNow.slice()
  return {
    segments,
    counters: new Uint32Array(memory.buffer, countersAt, segments),
    run: (input) => {
      if (bytesNow.buffer !== memory.buffer) throw new Error('The module grew its memory.')
      bytesNow.set(first)
      for (const { global, first: value } of globals) global.value = value
      fuel.value = 0n
      host.start(input)
      target()
      return { output: host.output(), instructions: Number(fuel.value) }
    },
  }
}

function isMutable(global: WebAssembly.Global): boolean {
  try {
    const { value } = global
    global.value = value
    return true
  } catch {
    return false
  }
}
