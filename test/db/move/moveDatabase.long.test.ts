import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import { SERVER_ENV } from '../../openServer.ts'
import { createDatabase } from '../createDatabase.ts'

/* The command itself, with a million rows in the embedded database. */
const ENTRIES = 600_000
const EVENTS = 200_000
const REDEMPTIONS = 200_000
/** What a shop with that many rows would have, in SQL that is quick. */
const FILL = [
  `INSERT INTO shop (id, myshopify_domain, primary_domain, domains, iana_timezone, currency_code, proof_root, saved_at)
    VALUES (1, 'a.myshopify.com', 'a.example', '{a.example}', 'Europe/Berlin', 'EUR', 'x', 0)`,
  `INSERT INTO list (id, shop_id, name, created_at, updated_at)
    VALUES ('00000000-0000-0000-0000-000000000001', 1, 'many', 0, 0)`,
  `INSERT INTO list_entry (list_id, version, hash)
    SELECT '00000000-0000-0000-0000-000000000001', 1, decode(md5(n::text), 'hex') FROM generate_series(1, ${ENTRIES}) n`,
  `INSERT INTO unlock_event (shop_id, visit_id, at, gate, revision, outcome, detail, holder)
    SELECT 1, md5(n::text), n, 7, 1, 'open', jsonb_build_object('v', 1, 'n', n, 'ü', 'a "b" \\c'),
      CASE n % 3 WHEN 0 THEN NULL ELSE decode(md5(n::text), 'hex') END
    FROM generate_series(1, ${EVENTS}) n`,
  `INSERT INTO redemption (shop_id, gate, kind, key, slot, reservation_id)
    SELECT 1, 7, 'wallet', '0x' || md5(n::text), 1, n FROM generate_series(1, ${REDEMPTIONS}) n`,
]

let dataDir: string
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'palisade-million-'))
  const db = await openDatabase({ kind: 'pglite', dataDir })
  for (const sql of FILL) await db.prisma.$executeRawUnsafe(sql)
  await db.close()
  return () => rmSync(dataDir, { recursive: true, force: true })
}, 600_000)

const WORDS = ['--import', 'tsx', 'scripts/moveDatabase.ts']
const composeEnv = (url: string, folder = dataDir) => ({
  PATH: process.env.PATH,
  NODE_ENV: 'production' as const,
  ...SERVER_ENV,
  DATA_DIR: folder,
  DATABASE_URL: url,
})
function run(url: string, folder = dataDir) {
  const { status, stdout, stderr } = spawnSync(process.execPath, WORDS, {
    env: composeEnv(url, folder),
    encoding: 'utf8',
    timeout: 600_000,
  })
  return { status, stdout, stderr }
}

async function makeTarget() {
  const target = await createDatabase({ url: inject('postgres').url })
  const client = new Client({ connectionString: target.url })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await target.drop()
  })
  const count = async (table: string) => {
    const { rows } = await client.query(`SELECT count(*)::int AS n FROM ${table}`)
    return rows[0]?.n
  }
  return { url: target.url, client, count }
}

test('behavior: a killed copy leaves no row, and the next one copies a million rows, with sequences and checksums', async () => {
  const { url, client, count } = await makeTarget()
  const child = spawn(process.execPath, WORDS, { env: composeEnv(url), stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      said += chunk
      // Rows of the largest table are on their way.
      if (/^list: /m.test(said)) setTimeout(resolve, 2_000)
    })
    child.once('exit', () => resolve())
  })
  child.kill('SIGKILL')
  await ended
  expect(said).not.toContain('What to do next')
  for (const table of ['shop', 'list', 'list_entry']) await expect.poll(() => count(table)).toBe(0)

  const startedAt = performance.now()
  const { status, stdout, stderr } = run(url)
  expect([status, stderr]).toEqual([0, ''])
  console.log(`a million rows in ${Math.round((performance.now() - startedAt) / 1000)} s`)
  expect(stdout).toContain(`list_entry: 600,000 rows, checked\n`)
  expect(stdout).toMatch(/^list_entry: [\d,]+ of 600,000 rows$/m)
  expect(stdout).toMatch(/^Copied 1,000,00\d rows of \d+ tables\. Each table has the same rows/m)
  expect(stdout).toContain('DATABASE_URL in the variables of the server, and start it')
  expect(await count('list_entry')).toBe(ENTRIES)
  expect(await count('redemption')).toBe(REDEMPTIONS)
  // What was written, computed again.
  const { rows } = await client.query(
    `SELECT count(*)::int AS n FROM unlock_event WHERE visit_id = md5(at::text) AND detail->>'ü' = 'a "b" \\c'
      AND (detail->>'n')::int = at AND holder IS NOT DISTINCT FROM (CASE at % 3 WHEN 0 THEN NULL ELSE decode(md5(at::text), 'hex') END)`,
  )
  expect(rows[0]?.n).toBe(EVENTS)
  const next = await client.query(`SELECT nextval(pg_get_serial_sequence('unlock_event', 'id'))::int AS id`)
  expect(next.rows[0]?.id).toBe(EVENTS + 1)

  // Now it is not empty any more.
  const again = run(url)
  expect(again).toMatchObject({ status: 1, stdout: '' })
  expect(again.stderr).toMatch(/^The database at DATABASE_URL is not empty: its table "\w+" has rows\. /)
}, 900_000)

test('refuses: to run without DATABASE_URL, without a source, or without a PostgreSQL (ERR_ENVIRONMENT, ERR_DATABASE_AWAY)', () => {
  expect(run('')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^DATABASE_URL is not set, so there is nothing to copy into\. /),
  })
  expect(run('postgresql://nobody:hunter2@127.0.0.1:1/none')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^PostgreSQL at DATABASE_URL does not answer: connect ECONNREFUSED/),
  })
  const none = path.join(dataDir, 'none')
  expect(run('postgresql://nobody@127.0.0.1:1/none', none)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: `There is no embedded database in ${none}. Set DATA_DIR to the folder that the server uses.\n`,
  })
}, 120_000)
