import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { bundleServer } from './bundle/bundleServer.ts'
import { compressFolder } from './compressFolder.ts'
import { isOlder } from './isOlder.ts'

/**
 * Build the app: the folder build/ with all that the server needs except Node and the Functions, which have their own
 * script. Without `force`, only if a source is newer. Other files in build/ stay.
 */
export async function buildApp({ force = false }: { force?: boolean } = {}): Promise<void> {
  const sources = [
    'app',
    'extensions/gate-block/src/wallets',
    'package-lock.json',
    'package.json',
    'prisma',
    'public',
    'scripts',
    'vite.config.ts',
  ]
  if (!force && !(await isOlder({ target: 'build/server.js', sources }))) return
  // A stale Prisma client would be bundled, and nothing could be saved.
  run('scripts/generatePrisma.mjs')
  for (const folder of ['client', 'server', 'parts', 'prisma'])
    await rm(`build/${folder}`, { recursive: true, force: true })
  // The build ends with server.js: one that was cut off counts as missing.
  await rm('build/server.js', { force: true })
  run('node_modules/@remix-run/dev/dist/cli.js', 'vite:build')
  await compressFolder('build/client')
  await bundleServer()
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
