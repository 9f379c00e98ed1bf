import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import { makeStores } from '../makeStores.ts'
import { sampleNonce, UNBOUND } from '../samples.ts'

test('refuses: every statement after the disk failed once, until a new start, and loses nothing (ERR_DATABASE_AWAY)', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'palisade-fault-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const db = await openDatabase({ kind: 'pglite', dataDir })
  const warnings: string[] = []
  const stores = makeStores(db, { warn: (sentence) => warnings.push(sentence) })
  const kept = sampleNonce()
  await stores.nonces.issue(kept, UNBOUND)

  // The file of the log is out of reach, so that it cannot be written to the disk.
  const log = path.join(dataDir, 'pg', 'pg_wal')
  const [segment = ''] = readdirSync(log)
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .sort()
  renameSync(path.join(log, segment), path.join(dataDir, 'away'))
  const refusal = { code: 'ERR_DATABASE_AWAY', message: 'The disk of this server’s database failed.' }
  await expect(stores.nonces.issue(sampleNonce(), UNBOUND)).rejects.toMatchObject(refusal)
  renameSync(path.join(dataDir, 'away'), path.join(log, segment))
  await expect(stores.nonces.issue(sampleNonce(), UNBOUND)).rejects.toMatchObject(refusal)
  await expect(db.prisma.nonce.count()).rejects.toThrow('The disk of the embedded database failed.')
  expect(warnings).toEqual([expect.stringContaining('restart the server')])
  await db.close().catch(() => undefined)

  const again = await openDatabase({ kind: 'pglite', dataDir })
  const found = await again.prisma.nonce.findMany({ select: { value: true } })
  expect(found.map(({ value }) => value)).toContain(kept.value)
  await again.close()
})
