import type { GraphQLSchema } from 'graphql'
import { readBuiltFunction } from '../../../app/wasm/readBuiltFunction.ts'
import { TARGETS, type TargetName } from '../../extensions/gate-discount/targets.ts'
import { countInstructions, coverSegments } from '../../standin/functions/countInstructions.ts'
import { loadSchema } from '../../standin/shopify/schemas/loadSchema.ts'
import { type CoveredRunner, createCoveredRunner } from './createCoveredRunner.ts'

/** A target of a built Function, ready to be fuzzed. */
export type FuzzTarget = {
  readonly name: TargetName
  readonly exportName: string
  /** The field of Shopify's schema that takes the output. */
  readonly result: string
  readonly schema: GraphQLSchema
  readonly judge: (input: unknown) => { operations: unknown[] }
  /** Runs in one instance, whose state is set back before each run. */
  readonly runner: CoveredRunner
  /** For runs in a fresh instance each, as Shopify's are. It counts its instructions. */
  readonly module: WebAssembly.Module
}

export type OpenTargetParameters = {
  readonly name: TargetName
  /** Of a module; default: the built one. */
  readonly bytes?: Uint8Array<ArrayBuffer>
  /** Default: the target's reference. */
  readonly judge?: FuzzTarget['judge']
}

/** Open a target of a built Function, or of a module that a test gives. */
export async function openTarget({ name, bytes, judge }: OpenTargetParameters): Promise<FuzzTarget> {
  const { handle, exportName, result, schema, judge: reference } = TARGETS[name]
  const wasm = bytes ?? (await readBuiltFunction({ handle })).bytes
  return {
    ...{ name, exportName, result, judge: judge ?? reference },
    schema: await loadSchema(`${schema}_2026-10`),
    runner: await createCoveredRunner({ ...coverSegments(wasm), exportName }),
    module: await WebAssembly.compile(countInstructions(wasm)),
  }
}
