import { readBuiltFunction } from '../../../app/wasm/readBuiltFunction.ts'
import { countInstructions } from './countInstructions.ts'

/** The Functions of this app, by the handle in their toml. */
export type FunctionHandle = 'gate-discount' | 'gate-validation'

/**
 * Load a built Function; `isMetered` makes its runs count their instructions.
 *
 * @throws {SetupError} ERR_FUNCTION_BUILD
 */
export async function loadFunction(
  handle: FunctionHandle,
  { isMetered = false }: { isMetered?: boolean } = {},
): Promise<WebAssembly.Module> {
  const { bytes } = await readBuiltFunction({ handle })
  return WebAssembly.compile(isMetered ? countInstructions(bytes) : bytes)
}
