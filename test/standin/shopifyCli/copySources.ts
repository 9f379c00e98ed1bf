import { cp, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { BLOCK_SCRIPTS } from '../../../app/doctor/checkBuild.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
/** What a fresh clone does not have. */
const MADE = new Set(['node_modules', '.git', '.cache', '.data', '.env', 'build', 'coverage', 'dist'])

/** Copy the sources of this repository to a new folder, where nothing is built. It shares the dependencies. */
export async function copySources(folder: string): Promise<void> {
  const isSource = (file: string) => !MADE.has(path.basename(file)) && !/\.(wasm|log)$/.test(file)
  await cp(ROOT, folder, { recursive: true, filter: (file) => file === ROOT || isSource(file) })
  for (const script of BLOCK_SCRIPTS) await rm(path.join(folder, script), { force: true })
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
}
