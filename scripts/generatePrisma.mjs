// Runs after every `npm install`, so it is plain JavaScript that needs no development package.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = findPrisma()
// A production install runs the built bundle, which already holds the generated client.
if (cli !== null) process.exit(generate(cli))

function findPrisma() {
  try {
    return createRequire(import.meta.url).resolve('prisma/build/index.js')
  } catch {
    return null
  }
}

function generate(cli) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // The engine is a download that `generate` never uses. Node's own path satisfies the look-up everywhere, and
      // `migrate` fails loudly on it, where /bin/true would report success having done nothing.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (status === 0) return 0
  console.error(`The Prisma client could not be generated.\n${error?.message ?? `${stdout}${stderr}`}`)
  return 1
}
