// npm runs this after every install. It is plain JavaScript, because a production install has no development packages.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import './checkNode.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = findPrisma()
// Without the Prisma CLI, the install is for production, and the built bundle already contains the generated client.
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
      // Prisma downloads an engine that `generate` does not use. The path of any executable prevents the download. With
      // Node as the engine, `migrate` fails; with /bin/true it would report success and do nothing.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (status === 0) return 0
  console.error(`The Prisma client could not be generated.\n${error?.message ?? `${stdout}${stderr}`}`)
  return 1
}
