import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const BIN = 'node_modules/.bin'
const run = promisify(execFile)
/**
 * The calls of Shopify's Wasm API, version 2, as WAT. Calls that pass a span of the guest's memory go through a copy.
 */
const CALLS: Readonly<Record<string, string>> = {
  input_get: '(result i64)',
  input_get_val_len: '(param i64) (result i32)',
  input_read_utf8_str: '(param i32 i32 i32)',
  input_get_obj_prop: '(param i64 i32 i32) (result i64)',
  input_get_interned_obj_prop: '(param i64 i32) (result i64)',
  input_get_at_index: '(param i64 i32) (result i64)',
  input_get_obj_key_at_index: '(param i64 i32) (result i64)',
  intern_utf8_str: '(param i32 i32) (result i32)',
  output_new_bool: '(param i32) (result i32)',
  output_new_null: '(result i32)',
  output_new_i32: '(param i32) (result i32)',
  output_new_f64: '(param f64) (result i32)',
  output_new_utf8_str: '(param i32 i32) (result i32)',
  output_new_interned_utf8_str: '(param i32) (result i32)',
  output_new_object: '(param i32) (result i32)',
  output_finish_object: '(result i32)',
  output_new_array: '(param i32) (result i32)',
  output_finish_array: '(result i32)',
  log_new_utf8_str: '(param i32 i32)',
}

/**
 * Rewrite a built module in place as `shopify app deploy` does: wasm-opt, then a trampoline. The result has the
 * provider's memory beside its own and imports `_shopify_function_*` from the provider.
 *
 * The trampoline is not Shopify's (a Rust program that is downloaded). It renames the imports and copies data that is
 * read from the provider's memory, but omits the other copies. Nothing here runs the result.
 * @see https://github.com/Shopify/cli, packages/app/src/cli/services/build/extension.ts
 * @see https://github.com/Shopify/shopify-function-wasm-api, trampoline
 */
export async function rewriteForDeploy(module: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'palisade-trampoline-'))
  const [text, trampoline] = [join(folder, 'trampoline.wat'), join(folder, 'trampoline.wasm')]
  const features = ['--enable-bulk-memory', '--enable-multimemory']
  try {
    await run(join(BIN, 'wasm-opt'), [module, '-Oz', '--enable-bulk-memory', '-o', module])
    await writeFile(text, composeTrampoline())
    await run(join(BIN, 'wasm-as'), [text, ...features, '-o', trampoline])
    const inputs = [module, 'guest', trampoline, 'shopify_function_v2']
    await run(join(BIN, 'wasm-merge'), [...inputs, ...features, '-o', module])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function composeTrampoline(): string {
  const names = Object.entries(CALLS)
  const called = names.filter(([name]) => name !== 'input_read_utf8_str')
  return `(module
    (import "shopify_function_v2" "memory" (memory $provider 1))
    (import "guest" "memory" (memory $guest 1))
    ${called.map(([name, type]) => `(import "shopify_function_v2" "_shopify_function_${name}" (func $${name} ${type}))`).join('\n')}
    ${called.map(([name]) => `(export "shopify_function_${name}" (func $${name}))`).join('\n')}
    (func (export "shopify_function_input_read_utf8_str") (param $source i32) (param $out i32) (param $length i32)
      (memory.copy $guest $provider (local.get $out) (local.get $source) (local.get $length))))`
}
