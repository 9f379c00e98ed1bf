import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { checkDatabase } from '../../app/doctor/checkDatabase.ts'
import { checkDisk } from '../../app/doctor/checkHost.ts'
import { makeStores } from './makeStores.ts'
import { sampleNonce, UNBOUND } from './samples.ts'
import { startWriter } from './startWriter.ts'

/** A small disk of its own. Only root can mount one. */
function mountDisk(options = 'size=120m'): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}

/** Write until the disk is full. */
function fill(file: string): void {
  const { bavail, bsize } = statfsSync(path.dirname(file))
  writeFileSync(file, Buffer.alloc(bavail * bsize))
}

test.runIf(process.getuid?.() === 0)(
  'behavior: a full disk is told, loses nothing, and the database goes on when space is free (ERR_DATABASE_AWAY)',
  async () => {
    const disk = mountDisk()
    const dataDir = path.join(disk, 'data')
    const db = await openDatabase({ kind: 'pglite', dataDir })
    onTestFinished(() => db.close())
    const warnings: string[] = []
    const stores = makeStores(db, { warn: (sentence) => warnings.push(sentence) })
    const stored: string[] = []
    const store = async () => {
      const nonce = sampleNonce({ statement: 'm'.repeat(4000) })
      await stores.nonces.issue(nonce, UNBOUND)
      stored.push(nonce.value)
    }
    const storeMany = async () => {
      for (let i = 0; i < 2000; i++) await store()
    }
    await store()
    expect(await checkDisk({ folder: dataDir })).toMatchObject({ outcome: 'warn' })
    fill(path.join(disk, 'fill'))
    await expect(storeMany()).rejects.toMatchObject({
      code: 'ERR_DATABASE_AWAY',
      message: 'The disk of this server’s database is full.',
    })
    expect(warnings).toEqual([expect.stringContaining('The disk of the database is full')])
    expect(await checkDisk({ folder: dataDir })).toMatchObject({ check: 'disk', outcome: 'fail' })
    expect(readdirSync(dataDir).filter((name) => name.includes('doctor'))).toEqual([])
    rmSync(path.join(disk, 'fill'))
    await store()
    const found = await db.prisma.nonce.findMany({ select: { value: true } })
    expect(found.map(({ value }) => value).sort()).toEqual([...stored].sort())
  },
)

/** How much of the last file of PostgreSQL's log is written, from 0 to 1. */
function readLogEnd(dataDir: string): number {
  const folder = path.join(dataDir, 'pg/pg_wal')
  const names = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name))
  const bytes = readFileSync(path.join(folder, names.sort().at(-1) ?? ''))
  const page = 8192
  let end = 0
  // Each page begins with a number that is never zero.
  while (end < bytes.length && bytes.readUInt32LE(end) !== 0) end += page
  return end / bytes.length
}

/**
 * Store nonces, and die when a file of PostgreSQL's log is nearly full: then the next start makes another file, for which
 * the disk needs room. With less of it written that start needs none. Returns the nonces.
 */
async function writeToEndOfLog(dataDir: string): Promise<string[]> {
  const stored: string[] = []
  do {
    const writer = await startWriter({ words: [dataDir, '4000'], count: 1 })
    await expect.poll(() => readLogEnd(dataDir), { interval: 5, timeout: 120_000 }).toBeGreaterThan(0.85)
    stored.push(...(await writer.kill()))
    // A slow machine may have begun the next file before the signal came.
  } while (readLogEnd(dataDir) < 0.8)
  return stored
}

test.runIf(process.getuid?.() === 0)(
  'refuses: to open a database on a full disk, without a word of damage, and opens it when there is room (ERR_ENVIRONMENT)',
  async () => {
    const disk = mountDisk()
    const dataDir = path.join(disk, 'data')
    const stored = await writeToEndOfLog(dataDir)
    fill(path.join(disk, 'fill'))
    for (let i = 0; i < 2; i++)
      await expect(openDatabase({ kind: 'pglite', dataDir })).rejects.toMatchObject({
        code: 'ERR_ENVIRONMENT',
        message: expect.stringMatching(/cannot be opened: its disk is full, with 0 MB left\.$/),
        hint: expect.stringContaining('Restore no backup'),
      })
    rmSync(path.join(disk, 'fill'))
    const db = await openDatabase({ kind: 'pglite', dataDir })
    onTestFinished(() => db.close())
    const found = (await db.prisma.nonce.findMany({ select: { value: true } })).map(({ value }) => value)
    expect(stored.filter((value) => !found.includes(value))).toEqual([])
  },
)

test.runIf(process.getuid?.() === 0)(
  'refuses: to open a database on a disk without room for its lock, as often as it is tried (ERR_ENVIRONMENT)',
  async () => {
    const disk = mountDisk()
    const dataDir = path.join(disk, 'data')
    await (await openDatabase({ kind: 'pglite', dataDir })).close()
    fill(path.join(disk, 'fill'))
    const files = readdirSync(dataDir)
    // A lock that stayed behind empty would be taken for that of another process.
    for (let i = 0; i < 2; i++)
      await expect(openDatabase({ kind: 'pglite', dataDir })).rejects.toMatchObject({
        code: 'ERR_ENVIRONMENT',
        message: expect.stringMatching(/cannot be written: its disk is full \(ENOSPC\)\.$/),
      })
    expect(readdirSync(dataDir)).toEqual(files)
  },
)

test.runIf(process.getuid?.() === 0).each([
  { options: 'size=1m', words: /data cannot be written: its disk is full \(ENOSPC\)\.$/ },
  { options: 'ro', words: /data cannot be written: its disk is read-only \(EROFS\)\.$/ },
])(
  'refuses: to start on a disk with $options, in one sentence (ERR_ENVIRONMENT)',
  async ({ options, words }) => {
    const dataDir = path.join(mountDisk(options), 'data')
    await expect(openDatabase({ kind: 'pglite', dataDir })).rejects.toMatchObject({
      code: 'ERR_ENVIRONMENT',
      message: expect.stringMatching(words),
      hint: expect.stringContaining('DATA_DIR'),
    })
  },
)

test('refuses: a DATA_DIR that is a file (ERR_ENVIRONMENT)', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-file-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const dataDir = path.join(folder, 'data')
  writeFileSync(dataDir, '')
  for (const wrong of [dataDir, path.join(dataDir, 'deeper')])
    await expect(openDatabase({ kind: 'pglite', dataDir: wrong })).rejects.toMatchObject({
      code: 'ERR_ENVIRONMENT',
      message: `The folder ${wrong} cannot be written: a file has its name (EEXIST).`,
    })
})

test('behavior: the doctor makes no folder, and checks the one in which the server would make it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-none-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { outcome, found } = await checkDisk({ folder: path.join(folder, 'data', 'deeper') })
  expect([outcome, found]).toEqual([
    expect.stringMatching(/ok|warn/),
    expect.stringContaining(`${folder} can`),
  ])
  expect(readdirSync(folder)).toEqual([])
})

test('refuses: files of a database that are damaged, to the server and the doctor (ERR_ENVIRONMENT)', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'palisade-damaged-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  await (await openDatabase({ kind: 'pglite', dataDir, migrations: [] })).close()
  rmSync(path.join(dataDir, 'pg', 'global', 'pg_control'))
  await expect(openDatabase({ kind: 'pglite', dataDir })).rejects.toMatchObject({
    code: 'ERR_ENVIRONMENT',
    message: `The embedded database in ${path.join(dataDir, 'pg')} cannot be opened.`,
    hint: expect.stringContaining('docs/backup.md'),
  })
  expect(await checkDatabase({ kind: 'pglite', dataDir })).toMatchObject({
    obstacle: 'away',
    findings: [{ outcome: 'fail', found: expect.stringContaining('cannot be opened') }],
  })
  // A failed start must not keep the next one out.
  expect(readdirSync(dataDir)).toEqual(['pg'])
})

test.runIf(process.getuid?.() === 0)(
  'refuses: root where the database belongs to another user, and writes nothing there (ERR_ENVIRONMENT)',
  async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'palisade-owner-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true }))
    await (await openDatabase({ kind: 'pglite', dataDir, migrations: [] })).close()
    const files = execFileSync('find', [dataDir], { encoding: 'utf8' })
    execFileSync('chown', ['-R', '65534:65534', dataDir])
    const refusal = {
      code: 'ERR_ENVIRONMENT',
      message: `The database in ${dataDir} belongs to the user with the number 65534, and this process runs as root.`,
    }
    await expect(openDatabase({ kind: 'pglite', dataDir })).rejects.toMatchObject(refusal)
    expect((await checkDatabase({ kind: 'pglite', dataDir })).findings).toMatchObject([
      { outcome: 'fail', found: expect.stringContaining(refusal.message) },
    ])
    expect(execFileSync('find', [dataDir], { encoding: 'utf8' })).toBe(files)
    expect(execFileSync('find', [dataDir, '-user', 'root'], { encoding: 'utf8' })).toBe('')
  },
)
