import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { planMigration } from '../../../scripts/planMigration.ts'
import { openPGliteInMemory } from '../../standin/postgres/openPGliteInMemory.ts'

const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))

async function plan(directory: string): Promise<string> {
  const scratch = await openPGliteInMemory()
  const sql = await planMigration({ migrationsDir: directory, scratch })
  await scratch.close()
  return sql
}

test('default', () => {
  const migrations = findMigrations()
  expect(migrations.length).toBeGreaterThan(0)
  expect(migrations.map((migration) => migration.name)).toEqual(migrations.map(({ name }) => name).toSorted())
  for (const { name, checksum } of migrations) {
    expect(name).toMatch(/^\d{14}_[a-z][a-z0-9_]*$/)
    expect(checksum).toMatch(/^[0-9a-f]{64}$/)
  }
})

test('behavior: the committed migrations produce what prisma/schema.prisma declares', async () => {
  expect(await plan(migrationsDir)).toBe('')
})

test('behavior: without migrations the plan creates every table', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-migrations-'))
  writeFileSync(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n')
  try {
    const sql = await plan(folder)
    for (const table of [
      'shop',
      'session',
      'project',
      'proof_key',
      'gate',
      'gate_revision',
      'nonce',
      'visit',
      'grant',
      'rate_limit',
      'api_key',
      'project_nonce',
      'oauth_code',
      'signing_key',
      'revoked_token',
    ]) {
      expect(sql).toContain(`CREATE TABLE "${table}"`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
