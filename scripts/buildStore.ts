import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { isOlder } from './isOlder.ts'
import { writeWhole } from './writeWhole.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const SCRIPTS = { 'palisade-panel.js': 'client/panel', 'palisade-store.js': 'client/store' } as const

/**
 * Build the scripts for BigCommerce, unless they are newer than their sources: that of the control panel, and that of the
 * storefront.
 */
export async function buildStore({ folder = join(root, 'public') }: { folder?: string } = {}): Promise<void> {
  mkdirSync(folder, { recursive: true })
  // No folder that another build writes to: each build would make this one stale.
  const block = ['src', 'locales', 'assets/palisade-gate.css'].map((path) => `extensions/gate-block/${path}`)
  const shared = ['client/storefront', 'client/server/PalisadeError.ts', 'app/core', ...block]
  for (const [name, own] of Object.entries(SCRIPTS)) {
    const target = join(folder, name)
    const sources = [own, ...shared].map((path) => join(root, path))
    if (!(await isOlder({ target, sources: [...sources, fileURLToPath(import.meta.url)] }))) continue
    const result = await build({
      entryPoints: [join(root, own, 'main.ts')],
      ...{ bundle: true, minify: true, format: 'iife', target: 'es2020', charset: 'utf8' },
      ...{ legalComments: 'none', write: false, absWorkingDir: root },
      loader: { '.css': 'text' },
    })
    const output = result.outputFiles?.[0]
    if (!output) throw new Error('esbuild made no file.')
    writeWhole(target, output.contents)
  }
}
