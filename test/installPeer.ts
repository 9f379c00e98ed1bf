import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export type InstallPeerParameters = {
  readonly name: string
  /** With exact versions, e.g. `wagmi@2.19.5`. */
  readonly packages: readonly string[]
  /** Versions in place of those that packages ask for, e.g. where one is a repository of git. */
  readonly overrides?: Readonly<Record<string, string>>
}

/** Install packages that this repository does not depend on, once, into a folder of .cache/peers. Returns the folder. */
export async function installPeer({
  name,
  packages,
  overrides = {},
}: InstallPeerParameters): Promise<string> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const folder = path.join(root, '.cache/peers', name.replace(/\W/g, '_'))
  const marker = path.join(folder, 'installed')
  if ((await readFile(marker, 'utf8').catch(() => '')) === packages.join()) return folder
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, overrides }))
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  await promisify(execFile)('npm', ['install', ...flags, ...packages], { cwd: folder })
  await writeFile(marker, packages.join())
  return folder
}
