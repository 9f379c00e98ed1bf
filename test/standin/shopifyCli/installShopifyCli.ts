import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runNpm } from '../../../scripts/runNpm.ts'
import { SHOPIFY_CLI } from '../../../scripts/shopify.ts'
import { installNode } from '../processes/installNode.ts'

const HERE = import.meta.dirname
const TOOLS = path.resolve(HERE, '../../../.cache', SHOPIFY_CLI.replaceAll(/[@/]+/g, '-').slice(1))
const PACKAGES = path.join(TOOLS, 'node_modules')
const CLI = path.join(PACKAGES, '@shopify/cli')
const WASM_OPT = path.join(PACKAGES, 'binaryen/bin/wasm-opt')
/** The version of binaryen whose wasm-opt Shopify's command line takes. */
const BINARYEN = 'binaryen@123.0.0'
const UNREACHABLE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/

/** Paths of the programs. */
export type ShopifyCli = {
  /** Node 24, because Shopify's command line demands 22.12 and our launchers are TypeScript. */
  readonly node: string
  readonly cli: string
}

/**
 * Install the pinned command line of Shopify, Node 24 and the programs that the command line would download at its first
 * use. Null if npm's registry cannot be reached.
 *
 * The command line keeps the programs in its folder `bin` and downloads none that is there. wasm-opt is the very file that
 * it downloads: from npm's package binaryen. The trampoline and the function runner are ours, because Shopify publishes
 * its own on GitHub alone.
 */
export async function installShopifyCli(): Promise<ShopifyCli | null> {
  const bin = await installAll()
  if (bin === null) return null
  const node = path.join(bin, 'node')
  const cli = path.join(CLI, 'bin/run.js')
  await cp(WASM_OPT, path.join(CLI, 'bin/wasm-opt.cjs'))
  await writeLauncher('shopify-function-trampoline-2.0.1', [
    node,
    path.join(HERE, '../functions/applyTrampoline.ts'),
  ])
  await writeLauncher('function-runner-9.2.2', [node, path.join(HERE, 'runAsRunner.ts')])
  return { node, cli }
}

/** Install what is not there, and return the folder of Node; null if npm's registry cannot be reached. */
async function installAll(): Promise<string | null> {
  try {
    if (![path.join(CLI, 'bin/run.js'), WASM_OPT].every(existsSync)) {
      await mkdir(TOOLS, { recursive: true })
      const flags = ['--no-save', '--no-audit', '--no-fund', '--fetch-retries=1', '--prefix', TOOLS]
      await runNpm({ words: ['install', ...flags, SHOPIFY_CLI, BINARYEN], folder: TOOLS })
    }
    return await installNode('24.21.0')
  } catch (error) {
    if (UNREACHABLE.test(String(error))) return null
    throw error
  }
}

async function writeLauncher(name: string, words: readonly string[]): Promise<void> {
  const file = path.join(CLI, 'bin', name)
  const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`)
  await writeFile(file, `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`)
  await chmod(file, 0o755)
}
