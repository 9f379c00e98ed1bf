import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { bundleServer } from './bundle/bundleServer.ts'
import { compressFolder } from './compressFolder.ts'
import { isOlder } from './isOlder.ts'
import { runAlone } from './runAlone.ts'

/**
 * Build the app: the folder build/ with all that the server needs except Node and the Functions, which have their own
 * script. Without `force`, only if a source is newer. Other files in build/ stay. Of several processes one builds, and
 * the others wait for it.
 */
export function buildApp({ force = false }: { force?: boolean } = {}): Promise<void> {
  return runAlone({
    file: '.cache/buildApp.lock',
    holds: 'The folder build/',
    run: () => buildIfStale({ force }),
  })
}

async function buildIfStale({ force }: { force: boolean }): Promise<void> {
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
  await runNode('scripts/generatePrisma.mjs')
  for (const folder of ['client', 'server', 'parts', 'prisma'])
    await rm(`build/${folder}`, { recursive: true, force: true })
  // The build ends with server.js: one that was cut off counts as missing.
  await rm('build/server.js', { force: true })
  await runNode('node_modules/@remix-run/dev/dist/cli.js', 'vite:build')
  await compressFolder('build/client')
  await bundleServer()
  console.log('app: build/server.js')
}

async function runNode(...command: string[]): Promise<void> {
  const env = { ...process.env, NODE_ENV: 'production' as const }
  try {
    await promisify(execFile)(process.execPath, command, { env, maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The app was not built.\n${stdout}\n${stderr}`, { cause: error })
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildApp({ force: true })
