import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { applyTrampoline } from './applyTrampoline.ts'

/** Shopify's options of wasm-opt. */
export const WASM_OPTIONS = [
  '-Oz',
  '--enable-bulk-memory',
  '--enable-multimemory',
  '--enable-nontrapping-float-to-int',
  '--strip-debug',
]
const run = promisify(execFile)

/**
 * Rewrite a built module in place as `shopify app deploy` does: wasm-opt, then a trampoline. The result has the
 * provider's memory beside its own and imports `_shopify_function_*` from the provider.
 *
 * @see https://github.com/Shopify/cli, packages/app/src/cli/services/build/extension.ts
 */
export async function rewriteForDeploy(module: string): Promise<void> {
  await run('node_modules/.bin/wasm-opt', [module, ...WASM_OPTIONS, '-o', module])
  await applyTrampoline({ input: module, output: module })
}
