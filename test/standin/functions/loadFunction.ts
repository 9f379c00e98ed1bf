import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { countInstructions } from './countInstructions.ts'

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..')

/** The Functions of this app, by the handle in their toml. */
export type FunctionHandle = 'gate-discount' | 'gate-validation'

/**
 * Load a built Function; `isMetered` makes its runs count their instructions.
 *
 * @throws Error naming the command to run when it is not built.
 */
export async function loadFunction(
  handle: FunctionHandle,
  { isMetered = false }: { isMetered?: boolean } = {},
): Promise<WebAssembly.Module> {
  const bytes = await readFunction(handle)
  return WebAssembly.compile(isMetered ? countInstructions(bytes) : bytes)
}

async function readFunction(handle: FunctionHandle): Promise<Uint8Array<ArrayBuffer>> {
  const path = resolve(ROOT, `extensions/${handle}/dist/${handle}.wasm`)
  try {
    return new Uint8Array(await readFile(path))
  } catch (cause) {
    throw new Error(`The Function ${handle} is not built: run "npm run build:functions" first.`, { cause })
  }
}
