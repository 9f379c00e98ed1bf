import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashSecret } from '../../app/crypto/secrets.ts'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { readDatabaseSettings } from '../../app/db/readDatabaseSettings.ts'
import { runKeys } from '../../scripts/keys/runKeys.ts'
import { makeStores } from '../db/makeStores.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'

/* Runs the commands on a database of their own: most in this process, a few as an operator types them. */
type Env = Readonly<Record<string, string>>
type Run = { readonly code: number; readonly out: string; readonly err: string }

const PALISADE_SECRET = '0123456789abcdef0123456789abcdef'

const run = (env: Env, ...words: string[]): Promise<Run> =>
  runKeys({ words, env: { PALISADE_SECRET, ...env } })

/** Run the command in a process of its own. */
function type(env: Env, ...words: string[]): Promise<Run> {
  const args = ['--import', 'tsx', 'scripts/keys.ts', ...words]
  const options = {
    env: { NODE_ENV: 'production', PATH: process.env.PATH, PALISADE_SECRET, ...env },
  } as const
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

async function ask<T>(env: Env, ...words: string[]): Promise<T> {
  const { code, out, err } = await run(env, ...words, '--json')
  expect([words, code, err]).toEqual([words, 0, ''])
  return JSON.parse(out) as T
}

/** The keys that the server would accept now. */
async function findWorking(env: Env, keys: readonly string[]): Promise<string[]> {
  const db = await openDatabase(readDatabaseSettings({ env }))
  const { apiKeys } = makeStores(db)
  const now = Math.floor(Date.now() / 1000)
  const found = await Promise.all(keys.map((key) => apiKeys.find({ hash: hashSecret(key), now })))
  await db.close()
  return keys.filter((_, i) => found[i])
}

type Json = {
  readonly id: string
  readonly name: string
  readonly updatedAt: number
  readonly keys: { publishable: string; secret: string }
}
type KeyJson = { readonly id: string; readonly key: string }

let dataDir: string
let postgres: RunningPostgres | undefined
const hasPostgres = (process.env.TEST_ENGINES ?? 'PostgreSQL').split(',').includes('PostgreSQL')
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-keys-'))
  if (hasPostgres) postgres = await startPostgres()
})
afterAll(async () => {
  await postgres?.close()
  await rm(dataDir, { recursive: true, force: true })
})

const engines: readonly [string, () => Env][] = [
  ['PGlite', () => ({ DATA_DIR: dataDir })],
  ['PostgreSQL', () => ({ DATABASE_URL: postgres?.url ?? '' })],
]

describe.each(engines.filter(([name]) => name === 'PGlite' || hasPostgres))(
  'npm run keys on %s',
  (_, envOf) => {
    test('default: a project and its keys, from creation to deletion', async () => {
      const env = envOf()
      const made = await ask<Json>(
        env,
        'create-project',
        '--name',
        'Photo board',
        '--domain',
        'https://Photos.example/',
      )
      expect(made).toMatchObject({
        name: 'Photo board',
        shopId: null,
        allowedDomains: ['photos.example'],
        format: 'siwe',
        keys: {
          publishable: expect.stringMatching(/^pk_[0-9a-f]{32}$/),
          secret: expect.stringMatching(/^sk_[0-9a-f]{32}$/),
        },
      })
      const { publishable, secret } = made.keys
      expect(await findWorking(env, [publishable, secret])).toEqual([publishable, secret])

      await ask(env, 'set', 'Photo board', '--redirect', 'http://localhost:*', '--format', 'simple')
      const wallet = `0x${'ab'.repeat(20)}`
      await ask(env, 'set', made.id, '--name', 'Photos', '--wallet', wallet)
      const shown = await ask<Json>(env, 'show', 'Photos')
      expect(shown).toMatchObject({
        id: made.id,
        allowedDomains: ['photos.example'],
        redirectUris: ['http://localhost:*'],
        format: 'simple',
        requirement: { chain: 'ethereum', flat: { contractAddress: null, allowedWallets: [wallet] } },
      })
      expect(shown.keys).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ kind: 'secret', shown: secret.slice(-4), isLiving: true }),
          expect.objectContaining({ kind: 'publishable', shown: publishable, isLiving: true }),
        ]),
      )
      expect(JSON.stringify(shown)).not.toContain(secret)

      const second = await ask<KeyJson>(env, 'create-key', 'Photos', '--kind', 'secret', '--name', 'Backup')
      const rolled = await ask<KeyJson>(env, 'roll', second.id)
      await ask(env, 'revoke', secret)
      const all = [publishable, secret, second.key, rolled.key]
      expect(await findWorking(env, all)).toEqual([publishable, second.key, rolled.key])
      const text = await type(env, 'show', 'Photos')
      expect(text.out).toMatch(/ {2}sk_…[0-9a-f]{4} +ended .* UTC {2}Default\n/)
      expect(text.out).toMatch(/ {2}sk_…[0-9a-f]{4} +ends .* UTC {2}Backup\n/)

      expect(await ask(env, 'rotate-signing-key')).toMatchObject({ kid: expect.any(String) })
      await ask(env, 'revoke-token', '3f0c1a52-9a51-4c3e-8d7e-5f60718293a4')
      await ask(env, 'delete-project', 'Photos', '--yes')
      expect(await findWorking(env, all)).toEqual([])
      expect(await ask(env, 'projects')).toEqual([])
    })
  },
)

describe('npm run keys', () => {
  test('behavior: create-project prints both keys, and show never prints the secret one', async () => {
    const env = { DATA_DIR: dataDir }
    const { code, out } = await type(env, 'create-project', '--name', 'Twice', '--domain', 'localhost:*')
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/publishable +pk_[0-9a-f]{32}\n +secret +sk_[0-9a-f]{32}/),
    ])
    expect(out).toContain('will not be shown again')
    const again = await run(env, 'show', 'Twice')
    expect(again.out).not.toMatch(/sk_[0-9a-f]{32}/)
  })

  test('refuses: wrong fields, each by its option (ERR_PROJECT_INVALID)', async () => {
    const words = ['--name', 'Bad', '--domain', 'http://shop.example', '--contract', '0x12']
    const { code, out, err } = await type({ DATA_DIR: dataDir }, 'create-project', ...words)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('--domain: “http://shop.example”: Your site must use https.')
    expect(err).toContain('--contract: This is not an address of this chain')
    expect(err).not.toMatch(/\n\s+at /)
  })

  test('refuses: a missing key without repeating it, and a missing project (ERR_API_KEY_NOT_FOUND)', async () => {
    const env = { DATA_DIR: dataDir }
    const key = `sk_${'0'.repeat(32)}`
    const refused = await run(env, 'revoke', key, '--json')
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.err)).toMatchObject({ code: 'ERR_API_KEY_NOT_FOUND' })
    expect(refused.err).not.toContain(key)
    const nothing = await run(env, 'show', 'Nothing')
    expect([nothing.code, nothing.err]).toEqual([
      1,
      expect.stringContaining('There is no project "Nothing".'),
    ])
  })

  test('refuses: the embedded database while a server uses it (ERR_DATABASE_LOCKED)', async () => {
    const env = { DATA_DIR: dataDir }
    const db = await openDatabase(readDatabaseSettings({ env }))
    const { code, err } = await type(env, 'projects', '--json')
    await db.close()
    expect([code, JSON.parse(err)]).toEqual([1, expect.objectContaining({ code: 'ERR_DATABASE_LOCKED' })])
  })

  test('refuses: a missing secret and a short one (ERR_ENVIRONMENT)', async () => {
    for (const short of ['', 'short']) {
      const { code, err } = await run({ DATA_DIR: dataDir, PALISADE_SECRET: short }, 'projects')
      expect([code, err]).toEqual([1, expect.stringContaining('PALISADE_SECRET is missing or too short.')])
    }
  })

  test('refuses: an incomplete command, with exit code 2', async () => {
    const { code, err } = await type({ DATA_DIR: dataDir }, 'show')
    expect([code, err]).toEqual([2, 'Name the project: show <project>\n'])
  })
})
