import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import type { Database } from '../../../app/db/database.ts'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import { buildApp } from '../../../scripts/buildApp.ts'
import { type RunningServer, startServer } from './startServer.ts'

/** The site of the project to which all wallets sign in. */
export const SITE = 'shop.example'

export type ContenderName = 'ours' | 'bare' | 'remix'
/** A server with its own database, project and key. */
export type Contender = RunningServer & { readonly name: ContenderName; readonly key: string }

const BARE = fileURLToPath(new URL('bareServer.ts', import.meta.url))
const REMIX_CONFIG = 'test/bench/api/remixServe/vite.config.ts'
const REMIX_BUILD = '.cache/bench/remixServe/server/index.js'

/**
 * Start the production server and its two yardsticks, each as one process on its own database in the same PostgreSQL,
 * all with the same schema.
 *
 * `bare`: node:http and the same statements, by hand. `remix`: remix-serve with Prisma, viem and jose, as usually
 * written.
 */
export async function startContenders({
  postgresUrl,
  names = ['ours', 'bare', 'remix'],
}: {
  postgresUrl: string
  names?: readonly ContenderName[]
}): Promise<Contender[]> {
  if (names.includes('ours')) await buildApp()
  if (names.includes('remix')) await buildRemix()
  const started: Contender[] = []
  const programs = {
    ours: ['build/server.js'],
    bare: ['--import', 'tsx', BARE],
    remix: ['node_modules/@remix-run/serve/dist/cli.js', REMIX_BUILD],
  } as const satisfies Record<ContenderName, readonly string[]>
  try {
    for (const name of names) {
      const { url, key } = await makeDatabase({ postgresUrl, name })
      const env = {
        DATABASE_URL: url,
        PALISADE_URL: 'https://palisade.example',
        PALISADE_SECRET: randomBytes(32).toString('hex'),
        // No limit refuses here; leases still count.
        RATE_LIMIT_FACTOR: '10000',
      }
      started.push({ name, key, ...(await startServer({ args: programs[name], env })) })
    }
  } catch (error) {
    await Promise.all(started.map((contender) => contender.close()))
    throw error
  }
  return started
}

async function buildRemix(): Promise<void> {
  const cli = 'node_modules/@remix-run/dev/dist/cli.js'
  const env = { ...process.env, NODE_ENV: 'production' as const }
  await promisify(execFile)(process.execPath, [cli, 'vite:build', '--config', REMIX_CONFIG], { env })
}

async function makeDatabase(parameters: { postgresUrl: string; name: ContenderName }) {
  const client = new Client({ connectionString: parameters.postgresUrl })
  await client.connect()
  await client.query(`CREATE DATABASE bench_${parameters.name}`)
  await client.end()
  const url = parameters.postgresUrl.replace(/[^/]*$/, `bench_${parameters.name}`)
  const db = await openPostgres({ url, migrations: findMigrations() })
  const key = await addProject(db)
  await db.close()
  return { url, key }
}

/** Add a project of `SITE` to a database; returns its publishable key. */
export async function addProject(db: Pick<Database, 'prisma'>): Promise<string> {
  const [projectId, key] = [randomUUID(), `pk_${randomBytes(16).toString('hex')}`]
  await db.prisma.project.create({
    data: {
      id: projectId,
      name: 'Bench',
      allowedDomains: [SITE],
      redirectUris: [],
      format: 'siwe',
      createdAt: 0n,
      updatedAt: 0n,
      apiKeys: {
        create: {
          id: randomUUID(),
          kind: 'publishable',
          name: 'Bench',
          shown: key,
          hash: hashSecret(key),
          createdAt: 0n,
        },
      },
    },
  })
  return key
}
