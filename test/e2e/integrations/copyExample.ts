import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { EXAMPLES } from './runExample.ts'

/**
 * Copy an example into a folder of its own with the packages that its reader installs. Each of a registry is a link.
 *
 * @param packages name → folder below `node_modules`
 * @param install installs this repository's own packages; npm would remove links that were there before
 */
export async function copyExample({
  name,
  packages,
  install,
}: {
  name: string
  packages: Readonly<Record<string, string>>
  install: (folder: string) => Promise<void>
}): Promise<{ readonly folder: string; readonly close: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'palisade-example-'))
  await cp(path.join(EXAMPLES, name), folder, { recursive: true })
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  await install(folder)
  for (const [each, from] of Object.entries(packages)) {
    const link = path.join(folder, 'node_modules', each)
    await mkdir(path.dirname(link), { recursive: true })
    await symlink(path.resolve(from), link)
  }
  return { folder, close: () => rm(folder, { recursive: true, force: true }) }
}
