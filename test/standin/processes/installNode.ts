import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Install a version of Node with npm, which has its binaries, and return the folder of its program. Installed once, it
 * stays in `.cache`.
 */
export async function installNode(version: string): Promise<string> {
  const folder = path.resolve('.cache', `node-${version}`)
  const bin = path.join(folder, 'node_modules/node/bin')
  if (!existsSync(path.join(bin, 'node'))) {
    await mkdir(folder, { recursive: true })
    await run('npm', [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--no-audit',
      '--no-fund',
      `node@${version}`,
    ])
  }
  return bin
}
