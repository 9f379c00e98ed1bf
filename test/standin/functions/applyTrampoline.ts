import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const BIN = fileURLToPath(new URL('../../../node_modules/.bin', import.meta.url))
const FEATURES = ['--enable-bulk-memory', '--enable-multimemory', '--enable-nontrapping-float-to-int']
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
}

/** Calls that hand the provider a text: the provider makes room, and the trampoline copies the text there. */
const TEXTS = ['input_read_utf8_str', 'input_get_obj_prop', 'output_new_utf8_str', 'intern_utf8_str']

/**
 * Put Shopify's trampoline between a module and its provider: the result has the provider's memory beside its own and
 * imports `_shopify_function_*`. Texts are copied from one memory to the other.
 *
 * Shopify's own trampoline is a Rust program that its command line downloads. This one has the same imports and copies.
 * It also leaves its own functions among the exports, and our Functions log nothing, so it has no copy for logs.
 * @see https://github.com/Shopify/shopify-function-wasm-api, trampoline
 */
export async function applyTrampoline({ input, output }: { input: string; output: string }): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'palisade-trampoline-'))
  const [text, trampoline] = [path.join(folder, 'trampoline.wat'), path.join(folder, 'trampoline.wasm')]
  try {
    await writeFile(text, composeTrampoline())
    await run(path.join(BIN, 'wasm-as'), [text, ...FEATURES, '-o', trampoline])
    const modules = [input, 'guest', trampoline, 'shopify_function_v2']
    await run(path.join(BIN, 'wasm-merge'), [...modules, ...FEATURES, '-o', output])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function composeTrampoline(): string {
  const renamed = Object.entries(CALLS).filter(([name]) => !TEXTS.includes(name))
  const provider = (name: string, type: string) =>
    `(import "shopify_function_v2" "_shopify_function_${name}" (func $${name} ${type}))`
  return `(module
    (import "shopify_function_v2" "memory" (memory $provider 1))
    (import "guest" "memory" (memory $guest 1))
    ${renamed.map(([name, type]) => provider(name, type)).join('\n')}
    ${provider('alloc', '(param i32) (result i32)')}
    ${provider('input_get_utf8_str_addr', '(param i32) (result i32)')}
    ${provider('input_get_obj_prop', '(param i64 i32 i32) (result i64)')}
    ${provider('output_new_utf8_str', '(param i32) (result i64)')}
    ${provider('intern_utf8_str', '(param i32) (result i64)')}
    ${renamed.map(([name]) => `(export "shopify_function_${name}" (func $${name}))`).join('\n')}
    (func (export "shopify_function_input_read_utf8_str") (param $source i32) (param $out i32) (param $length i32)
      (memory.copy $guest $provider
        (local.get $out) (call $input_get_utf8_str_addr (local.get $source)) (local.get $length)))
    (func (export "shopify_function_input_get_obj_prop") (param $scope i64) (param $text i32) (param $length i32)
      (result i64) (local $copy i32)
      (local.set $copy (call $alloc (local.get $length)))
      (memory.copy $provider $guest (local.get $copy) (local.get $text) (local.get $length))
      (call $input_get_obj_prop (local.get $scope) (local.get $copy) (local.get $length)))
    ${['output_new_utf8_str', 'intern_utf8_str'].map(composeHandOver).join('\n')})`
}

/** A call whose answer has the provider's room for the text in its lower half, and the result in its upper half. */
function composeHandOver(name: string): string {
  return `(func (export "shopify_function_${name}") (param $text i32) (param $length i32) (result i32) (local $made i64)
      (local.set $made (call $${name} (local.get $length)))
      (memory.copy $provider $guest
        (i32.wrap_i64 (local.get $made)) (local.get $text) (local.get $length))
      (i32.wrap_i64 (i64.shr_u (local.get $made) (i64.const 32))))`
}

// Called as Shopify's program is: -i <module> -o <module>
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , , input, , output] = process.argv
  if (!input || !output) throw new Error('Usage: applyTrampoline.ts -i <module> -o <module>')
  await applyTrampoline({ input, output })
}
