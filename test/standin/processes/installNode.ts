import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { runNpm } from '../../../scripts/runNpm.ts'

const NODE_PACKAGE = `node-${process.platform}-${process.arch}`

/**
 * Install a version of Node with npm, which has its binaries, and return the folder of its program. Installed once, it
 * stays in `.cache`.
 * @throws Error with npm's own words, if it could not install it
 */
export async function installNode(version: string): Promise<string> {
  const folder = path.resolve(import.meta.dirname, '../../../.cache', `node-${version}`)
  const bin = path.join(folder, 'node_modules', NODE_PACKAGE, 'bin')
  if (!existsSync(path.join(bin, 'node'))) {
    await mkdir(folder, { recursive: true })
    const flags = ['--no-save', '--no-audit', '--no-fund', '--fetch-retries=1', '--prefix', folder]
    await runNpm({ words: ['install', ...flags, `${NODE_PACKAGE}@${version}`], folder })
  }
  return bin
}
