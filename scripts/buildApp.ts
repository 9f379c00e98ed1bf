import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { isOlder } from './isOlder.ts'

const APP_FOLDERS = ['build/client', 'build/server']

/**
 * Build the app: Remix's bundles, and build/server.js, which loads them. Without `force`, only if a source is newer.
 * Other files in build/ stay.
 */
export async function buildApp({ force = false }: { force?: boolean } = {}): Promise<void> {
  const sources = [
    'app',
    'extensions/gate-block/src/wallets',
    'prisma',
    'public',
    'scripts/inlineScripts.ts',
    'vite.config.ts',
    'package-lock.json',
  ]
  if (!force && !(await isOlder({ target: 'build/server.js', sources }))) return
  // A stale Prisma client would be bundled, and nothing could be saved.
  run('scripts/generatePrisma.mjs')
  for (const folder of APP_FOLDERS) await rm(folder, { recursive: true, force: true })
  run('node_modules/@remix-run/dev/dist/cli.js', 'vite:build')
  await build({
    entryPoints: ['app/server.ts'],
    outfile: 'build/server.js',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  })
  console.log('app: build/server.js')
}

function run(...command: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) throw new Error(`The app was not built.\n${stdout}\n${stderr}`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildApp({ force: true })
