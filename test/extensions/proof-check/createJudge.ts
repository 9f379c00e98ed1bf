import { expect } from 'vitest'
import { runFunction } from '../../../app/wasm/runFunction.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { TARGETS, type TargetName } from '../gate-discount/targets.ts'

/** Load a target as a judge: it compares each output with the reference and returns the operations. */
export async function createJudge(target: TargetName): Promise<(input: unknown) => unknown[]> {
  const { handle, exportName, judge } = TARGETS[target]
  const module = await loadFunction(handle)
  return (input) => {
    const { output } = runFunction({ module, exportName, input })
    expect(output).toEqual(judge(input))
    return (output as { operations: unknown[] }).operations
  }
}
