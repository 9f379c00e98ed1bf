import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { splitConcurrent } from '../../../app/db/migrations/runMigrations.ts'
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

/** Since then, an index of a table that grows with orders and unlocks is made while requests go on. */
const SINCE = '20261129171754'
const LARGE = [
  ...['visit', 'grant', 'reservation', 'redemption', 'total_slot', 'settlement', 'order_gate', 'order_word'],
  ...[
    'unlock_event',
    'unlock_wallet',
    'gate_day',
    'gate_holder',
    'audit_entry',
    'gate_change',
    'gate_revision',
  ],
  ...[
    'customer_gate',
    'customer_wallet',
    'access_code',
    'collection_product',
    'collection_stay',
    'list_entry',
  ],
]

test('behavior: a migration locks no large table for as long as an index takes, and one that makes indexes does nothing else', () => {
  const later = findMigrations().filter(({ name }) => name >= SINCE)
  expect(later.some((one) => splitConcurrent(one) !== null)).toBe(true)
  for (const migration of later) {
    const { name, sql } = migration
    const made = [...sql.matchAll(/CREATE TABLE "(\w+)"/g)].map(([, table]) => table)
    const locked = [...sql.matchAll(/^CREATE (?:UNIQUE )?INDEX "\w+" ON "(\w+)"/gm)].map(
      ([, table = '']) => table,
    )
    expect(
      locked.filter((table) => LARGE.includes(table) && !made.includes(table)),
      name,
    ).toEqual([])
    for (const step of splitConcurrent(migration) ?? [])
      expect(step, name).toMatch(/^(DROP INDEX CONCURRENTLY IF EXISTS|CREATE (UNIQUE )?INDEX CONCURRENTLY) "/)
  }
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
