import { isDeepStrictEqual } from 'node:util'
import { runFunction } from '../../../app/wasm/runFunction.ts'
import { listExtremes } from './listExtremes.ts'
import { TARGETS, type TargetName } from './targets.ts'

export type MeasuredExtreme = { name: string; isForeign: boolean; instructions: number }

/**
 * Run a target of a metered module on its extremes, the costliest first.
 *
 * @throws Error naming the first on which it differs from the reference.
 */
export function measureExtremes({
  target,
  module,
}: {
  target: TargetName
  module: WebAssembly.Module
}): MeasuredExtreme[] {
  const { exportName, judge } = TARGETS[target]
  return listExtremes(target)
    .map(({ name, input, isForeign }) => {
      const { output, instructions } = runFunction({ module, exportName, input, isLimited: false })
      if (!isDeepStrictEqual(output, judge(input)))
        throw new Error(`The ${target} target and the reference differ: ${name}.`)
      return { name, isForeign, instructions: instructions ?? 0 }
    })
    .sort((one, other) => other.instructions - one.instructions)
}
