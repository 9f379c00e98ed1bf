import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { closeDatabase, loadDatabase } from '../../app/db.server.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'palisade-data-'))
afterEach(async () => {
  await closeDatabase()
  vi.unstubAllEnvs()
  rmSync(dataDir, { recursive: true, force: true })
})

test('default: a process opens one database, even if its modules are loaded again; after a failure the next call tries again', async () => {
  vi.stubEnv('DATA_DIR', dataDir)
  vi.stubEnv('DATABASE_URL', 'mysql://root@localhost/x')
  await expect(loadDatabase()).rejects.toMatchObject({ code: 'ERR_ENVIRONMENT' })
  await closeDatabase()

  vi.stubEnv('DATABASE_URL', '')
  const [first, second] = await Promise.all([loadDatabase(), loadDatabase()])
  expect(second).toBe(first)
  vi.resetModules()
  const again = await import('../../app/db.server.ts')
  expect(await again.loadDatabase()).toBe(first)
  await again.closeDatabase()
  expect(await loadDatabase()).not.toBe(first)
})
