import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundleOptional } from './buildBlock.ts'
import { isOlder } from './isOlder.ts'
import { writeWhole } from './writeWhole.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const SCRIPTS = {
  'palisade-panel.js': 'client/panel/main.ts',
  'palisade-store.js': 'client/store/main.ts',
} as const
/** What the storefront's script loads when a shopper needs it: libraries of others, with their licences. */
const LIBRARIES = {
  'palisade-store-code.js': 'client/store/mainCode.ts',
  'palisade-store-walletconnect.js': 'extensions/gate-block/src/walletConnect/mainClient.ts',
} as const

/**
 * Build the scripts for BigCommerce, unless they are newer than their sources: that of the control panel, that of the
 * storefront, and the two that it loads when a shopper needs them.
 */
export async function buildStore({ folder = join(root, 'public') }: { folder?: string } = {}): Promise<void> {
  mkdirSync(folder, { recursive: true })
  // No folder that another build writes to: each build would make this one stale.
  const block = ['src', 'locales', 'assets/palisade-gate.css'].map((path) => `extensions/gate-block/${path}`)
  const shared = ['client/storefront', 'client/server/PalisadeError.ts', 'app/core', ...block]
  for (const [name, own] of Object.entries({ ...SCRIPTS, ...LIBRARIES })) {
    const target = join(folder, name)
    const sources = [dirname(own), ...shared].map((path) => join(root, path))
    if (!(await isOlder({ target, sources: [...sources, fileURLToPath(import.meta.url)] }))) continue
    if (name in LIBRARIES) {
      writeWhole(target, Buffer.from(await bundleOptional(join(root, own))))
      continue
    }
    const result = await build({
      entryPoints: [join(root, own)],
      ...{ bundle: true, minify: true, format: 'iife', target: 'es2020', charset: 'utf8' },
      ...{ legalComments: 'none', write: false, absWorkingDir: root },
      loader: { '.css': 'text' },
    })
    const output = result.outputFiles?.[0]
    if (!output) throw new Error('esbuild made no file.')
    writeWhole(target, output.contents)
  }
}
