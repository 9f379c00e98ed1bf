import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildPackages, PACKAGES } from '../../../scripts/buildPackages.ts'
import { runNpm } from '../../../scripts/runNpm.ts'

export type PackedPackages = {
  /** Install both packages in a folder, as its reader does, without a network. */
  readonly install: (folder: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Pack both npm packages into tarballs, which projects of tests install. */
export async function packPackages(): Promise<PackedPackages> {
  await buildPackages()
  const packed = await mkdtemp(path.join(tmpdir(), 'palisade-tarballs-'))
  await runNpm({ words: ['pack', ...PACKAGES, '--pack-destination', packed], folder: packed })
  const tarballs = (await readdir(packed)).map((name) => path.join(packed, name))
  const words = ['install', '--no-save', '--offline', '--ignore-scripts', '--no-audit', '--no-fund']
  return {
    install: async (folder) => {
      await runNpm({ words: [...words, ...tarballs], folder })
    },
    close: () => rm(packed, { recursive: true, force: true }),
  }
}
