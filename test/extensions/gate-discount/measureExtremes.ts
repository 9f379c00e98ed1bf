import { isDeepStrictEqual } from 'node:util'
import { runFunction } from '../../standin/functions/runFunction.ts'
import { listExtremes } from './listExtremes.ts'
import { judgeReference } from './referenceVerdict.ts'

const EXPORT = 'cart_lines_discounts_generate_run'

export type MeasuredExtreme = { name: string; isForeign: boolean; instructions: number }

/**
 * Run the Function, a metered module, on the extremes, the costliest first.
 *
 * @throws Error naming the first on which it differs from the reference.
 */
export function measureExtremes({ module }: { module: WebAssembly.Module }): MeasuredExtreme[] {
  return listExtremes()
    .map(({ name, input, isForeign }) => {
      const { output, instructions } = runFunction({ module, exportName: EXPORT, input, isLimited: false })
      if (!isDeepStrictEqual(output, judgeReference(input)))
        throw new Error(`The Function and the reference differ: ${name}.`)
      return { name, isForeign, instructions: instructions ?? 0 }
    })
    .sort((one, other) => other.instructions - one.instructions)
}
