import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BuiltFunction, buildFunctions } from '../../../scripts/buildFunctions.ts'
import { WASM_OPTIONS } from '../../standin/functions/rewriteForDeploy.ts'
import { loadSchema } from '../../standin/shopify/schemas/loadSchema.ts'
import { runFuzz } from '../gate-discount/runFuzz.ts'
import { TARGETS } from '../gate-discount/targets.ts'

/*
 * What Shopify runs is not our module but what its command line makes of it: it runs wasm-opt with these options
 * and no others, which refuses a module that uses any feature beyond them, and rewrites every function.
 *
 * https://github.com/Shopify/cli, packages/app/src/cli/services/function/build.ts
 */
const WASM_OPT = 'node_modules/.bin/wasm-opt'
/** Shopify's limits on a deployed module and on its initial memory. */
const MODULE_BYTES = 256_000
const MEMORY_BYTES = 10_000_000
/** In pages of 65,536 bytes. */
const MEMORY = /\(memory (?:\$\S+ )?(\d+)/

const run = promisify(execFile)
let folder: string
let built: BuiltFunction[]

beforeAll(async () => {
  built = await buildFunctions()
  folder = await mkdtemp(join(tmpdir(), 'palisade-deployed-'))
  for (const { handle, path } of built) await run(WASM_OPT, [path, ...WASM_OPTIONS, '-o', deployed(handle)])
}, 120_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const deployed = (handle: string) => join(folder, `${handle}.wasm`)

describe('the modules that Shopify would deploy', () => {
  test('default', async () => {
    for (const { handle } of built) {
      const module = await WebAssembly.compile(await readFile(deployed(handle)))
      const imports = WebAssembly.Module.imports(module)
      expect(new Set(imports.map((item) => item.module))).toEqual(new Set(['shopify_function_v2']))
      const names = WebAssembly.Module.exports(module).map(({ name }) => name)
      const targets = Object.values(TARGETS).filter((target) => target.handle === handle)
      expect(names.sort()).toEqual(['memory', ...targets.map(({ exportName }) => exportName)].sort())
    }
  })

  for (const target of ['lines', 'delivery', 'validation'] as const) {
    test(`behavior: the ${target} target has the same output as our own build`, async () => {
      const { handle, schema } = TARGETS[target]
      const module = await WebAssembly.compile(await readFile(deployed(handle)))
      const loaded = await loadSchema(`${schema}_2026-07`)
      const { given } = runFuzz({ target, module, schema: loaded, seed: 4, count: 450 })
      expect(given.signed).toBeGreaterThan(15)
    }, 60_000)
  }

  test('behavior: module size and memory are far below the limits', async () => {
    for (const { handle } of built) {
      const bytes = await readFile(deployed(handle))
      expect(bytes.length).toBeLessThan(MODULE_BYTES / 4)
      const { stdout } = await run(WASM_OPT, [deployed(handle), ...WASM_OPTIONS.slice(1), '-S', '-o', '-'], {
        maxBuffer: 2 ** 26,
      })
      expect(Number(MEMORY.exec(stdout)?.[1]) * 65_536).toBeLessThan(MEMORY_BYTES / 4)
      // No function is recursive, so that no input deepens the stack.
      expect(findRecursion(stdout)).toEqual([])
    }
  })
})

/** List the functions of a module's text that can call themselves, directly or not. */
function findRecursion(text: string): string[] {
  const calls = new Map<string, string[]>()
  for (const body of text.split(/\n \(func /).slice(1)) {
    const name = body.split(/[\s)]/)[0] ?? ''
    calls.set(
      name,
      [...body.matchAll(/\((?:return_)?call (\S+?)[\s)]/g)].map((match) => match[1] ?? ''),
    )
  }
  expect(calls.size).toBeGreaterThan(5)
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    (calls.get(from) ?? []).some((next) => {
      if (next === to) return true
      if (seen.has(next)) return false
      seen.add(next)
      return reaches(next, to, seen)
    })
  return [...calls.keys()].filter((name) => reaches(name, name))
}
