import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, copyFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBuiltFunction } from '../../app/wasm/readBuiltFunction.ts'
import { runFunction } from '../../app/wasm/runFunction.ts'
import { SHOPIFY_CLI } from '../../scripts/shopify.ts'
import { composeFuzzInput } from '../extensions/gate-discount/composeFuzzInput.ts'
import { TARGETS, type TargetName } from '../extensions/gate-discount/targets.ts'
import { composeInput, composeLine } from '../extensions/proof-check/composeInput.ts'
import { loadProofVectors } from '../extensions/proof-check/loadProofVectors.ts'
import { loadFunction } from '../standin/functions/loadFunction.ts'

/*
 * Runs Shopify's published command line, offline, on a copy of this repository: its specifications read every toml, it
 * builds the extensions at once, checks the theme, and rewrites the Functions with the wasm-opt that it pins.
 *
 * Two parts are ours and not Shopify's: applyTrampoline.ts stands for the trampoline, a Rust program that npm does not
 * have, and createProvider.ts for the provider, which Shopify links with a deployed module.
 */
const TOOLS = path.resolve('.cache/shopify-cli-4.8.2')
const PACKAGES = [SHOPIFY_CLI, 'node@24.9.0', 'binaryen@123.0.0']
const MODULES = path.join(TOOLS, 'node_modules')
const NODE = path.join(MODULES, 'node/bin/node')
const COMMAND = path.join(MODULES, '@shopify/cli/bin')
const FUZZED = 300

const run = promisify(execFile)
let copy: string

beforeAll(async () => {
  await installTools()
  copy = await mkdtemp(path.join(tmpdir(), 'palisade-cli-'))
  await copyRepository(copy)
}, 600_000)

afterAll(() => rm(copy, { recursive: true, force: true }))

describe('shopify app build', () => {
  let output: string
  beforeAll(async () => {
    await run('npm', ['run', 'build:block'], { cwd: copy })
    output = await build()
  }, 600_000)

  test('default: the command line reads every toml and builds all extensions, and theme check finds nothing', () => {
    expect(output).toContain('Palisade built!')
    for (const handle of ['gate-block', 'gate-discount', 'gate-validation']) expect(output).toContain(handle)
    expect(output).not.toContain('[error]')
    expect(output).not.toContain('[warning]')
  })

  test('behavior: each Function builds alone, and the rewritten files are not what the server reads', async () => {
    for (const handle of ['gate-discount', 'gate-validation']) {
      const uploaded = await readFile(uploadedModule(handle))
      // Shopify's names begin with an underscore.
      expect(uploaded.includes('_shopify_function_input_get')).toBe(true)
      const own = await readBuiltFunction({ handle, folder: path.join(copy, 'build/functions') })
      expect(Buffer.from(own.bytes).includes('_shopify_function_input_get')).toBe(false)
      expect(uploaded.length).toBeLessThan(64_000)
    }
  })

  for (const target of ['lines', 'delivery', 'validation'] as const)
    test(`behavior: rewritten for Shopify, the ${target} target has the outputs of our own build and of the reference, for every vector and ${FUZZED} fuzzed carts`, async () => {
      const { handle, exportName, judge } = TARGETS[target]
      const inputs = [...(await listVectorInputs()), ...listFuzzInputs(target)]
      const outputs = await runDeployed(target, inputs)
      const module = await loadFunction(handle)
      const own = inputs.map((input) => runFunction({ module, exportName, input, isLimited: false }).output)
      expect(outputs).toEqual(own)
      expect(outputs).toEqual(inputs.map((input) => judge(input)))
      expect(own.filter((output) => JSON.stringify(output) !== '{"operations":[]}').length).toBeGreaterThan(15)
    })
})

describe('the specifications of the command line', () => {
  const refusals = [
    ['shopify.app.toml', 'embedded = true', 'embedded = "perhaps"', 'embedded'],
    ['shopify.app.toml', 'prefix = "apps"', 'prefix = 5', 'prefix'],
    [
      'extensions/gate-discount/shopify.extension.toml',
      'target = "cart.lines',
      'trget = "cart.lines',
      'target',
    ],
  ] as const
  for (const [file, right, wrong, named] of refusals)
    test(`refuses: ${file} with ${wrong}`, async () => {
      const place = path.join(copy, file)
      const before = await readFile(place, 'utf8')
      expect(before).toContain(right)
      await writeFile(place, before.replace(right, wrong))
      const refusal = await build().then(
        () => 'accepted',
        (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
      )
      await writeFile(place, before)
      expect(refusal).not.toContain('built!')
      expect(refusal).toContain(named)
    })
})

const uploadedModule = (handle: string) => path.join(copy, `extensions/${handle}/dist/${handle}.wasm`)

/** Install the command line, a Node that it runs on, and the wasm-opt and trampoline where it looks for them. */
async function installTools(): Promise<void> {
  if (!existsSync(NODE)) {
    await mkdir(TOOLS, { recursive: true })
    await run('npm', ['install', '--prefix', TOOLS, '--no-save', '--no-audit', '--no-fund', ...PACKAGES])
  }
  await copyFile(path.join(MODULES, 'binaryen/bin/wasm-opt'), path.join(COMMAND, 'wasm-opt.cjs'))
  const trampoline = path.join(COMMAND, 'shopify-function-trampoline-2.0.1')
  const program = path.resolve('test/standin/functions/applyTrampoline.ts')
  await writeFile(
    trampoline,
    `#!/bin/sh\nexec "${process.execPath}" --import "${path.resolve('node_modules/tsx/dist/loader.mjs')}" "${program}" "$@"\n`,
  )
  await chmod(trampoline, 0o755)
}

async function copyRepository(to: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard'], { maxBuffer: 2 ** 24 })
  const files = stdout
    .split('\n')
    .filter((file) => /^(app|extensions|scripts|shopify|package|tsconfig)|^test\/standin/.test(file))
  for (const file of files.filter((name) => existsSync(name))) await cp(file, path.join(to, file))
  await cp('.cache/schemas', path.join(to, '.cache/schemas'), { recursive: true })
  await symlink(path.resolve('node_modules'), path.join(to, 'node_modules'))
  const toml = path.join(to, 'shopify.app.toml')
  const filled = readFileSync(toml, 'utf8').replace('client_id = ""', `client_id = "${'0'.repeat(32)}"`)
  await writeFile(toml, filled.replaceAll('palisade.example.com', 'gates.shop.test'))
}

async function build(): Promise<string> {
  const words = ['app', 'build', '--no-color', '--path', copy, '--skip-dependencies-installation']
  const { stdout, stderr } = await run(NODE, [path.join(COMMAND, 'run.js'), ...words], {
    cwd: copy,
    env: {
      PATH: `${path.dirname(NODE)}:${process.env.PATH}`,
      HOME: copy,
      CI: '1',
      SHOPIFY_CLI_NO_ANALYTICS: '1',
      COLUMNS: '200',
    },
    maxBuffer: 2 ** 24,
  })
  return stdout + stderr
}

async function listVectorInputs(): Promise<unknown[]> {
  const vectors = await loadProofVectors()
  return vectors.cases.flatMap((vector) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((profile) => {
      const entries = vector.text.split('~')[6] ?? ''
      const gates = [...entries.matchAll(/(?:^|!)([1-9a-z][0-9a-z]{0,5}):/g)].map(([, gate]) => gate ?? '')
      const ascending = [...new Set(gates)].sort(
        (one, other) => Number.parseInt(one, 36) - Number.parseInt(other, 36),
      )
      const proof = vector.place === 'l' ? { proof: vector.text } : {}
      return toJson(
        composeInput({
          ...vector,
          config: { ...(vector.config ?? vectors.config), p: profile },
          texts: vector.place === 'l' ? {} : { [vector.place]: vector.text },
          lines: [composeLine({ productGates: ascending.slice(0, 8).join(' '), ...proof })],
        }),
      )
    }),
  )
}

function listFuzzInputs(target: TargetName): unknown[] {
  return Array.from({ length: FUZZED }, (_, rank) =>
    toJson(composeFuzzInput({ seed: 13, rank, target }).input),
  )
}

function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

async function runDeployed(target: TargetName, inputs: readonly unknown[]): Promise<unknown> {
  const { handle, exportName } = TARGETS[target]
  const child = spawn(NODE, ['test/standin/functions/runDeployed.ts'], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ module: uploadedModule(handle), exportName, inputs }))
  return JSON.parse(await text(child.stdout))
}
