import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { isOlder } from './isOlder.ts'

/**
 * Build the app: Remix's bundles and build/server.js beside them, which loads them. Left alone when newer than its
 * sources, unless forced.
 */
export async function buildApp({ force = false }: { force?: boolean } = {}): Promise<void> {
  const sources = [
    'app',
    'extensions/gate-block/src/wallets',
    'prisma/migrations',
    'public',
    'scripts/inlineScripts.ts',
    'vite.config.ts',
    'package-lock.json',
  ]
  if (!force && !(await isOlder({ target: 'build/server.js', sources }))) return
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  if (status !== 0) throw new Error(`The app was not built.\n${stdout}\n${stderr}`)
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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildApp({ force: true })
