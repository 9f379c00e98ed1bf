import { expect, test } from 'vitest'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openAttachedPGlite } from '../../../app/db/openAttachedPGlite.ts'
import { openPGliteInMemory } from '../../standin/postgres/openPGliteInMemory.ts'

test('behavior: a visit of the previous version keeps its vaults, each with the wallet that spoke for it', async () => {
  const all = findMigrations()
  const before = all.slice(
    0,
    all.findIndex(({ name }) => name.endsWith('_vault_delegates')),
  )
  const pglite = await openPGliteInMemory()
  try {
    const old = await openAttachedPGlite({ pglite, migrations: before, end: async () => {} })
    await old.hot.query(
      'shop',
      `INSERT INTO shop (id, myshopify_domain, primary_domain, iana_timezone, currency_code, proof_root, saved_at)
        VALUES (70001, 'a.myshopify.com', 'a.example', 'Europe/Berlin', 'EUR', 'sealed', 1790000001)`,
      [],
    )
    const vaults = [1, 2].map((i) => ({ address: `0x${i}`, delegate: '0xd', tokens: [] }))
    for (const [id, named] of [
      ['one', vaults],
      ['none', []],
    ]) {
      await old.hot.query(
        'visit',
        `INSERT INTO visit (id, token_hash, shop_id, wallets, vaults, expires_at)
          VALUES ($1, $1, 70001, '[]'::jsonb, $2::jsonb, 1800000000)`,
        [String(id), JSON.stringify(named)],
      )
    }
    await old.close()
    const db = await openAttachedPGlite({ pglite, migrations: all, end: async () => {} })
    const rows = await db.hot.query('vaults', 'SELECT vaults FROM visit ORDER BY id DESC', [])
    const now = [1, 2].map((i) => ({ address: `0x${i}`, delegates: ['0xd'], tokens: [] }))
    expect(rows.map((row) => row.vaults)).toEqual([now, []])
    await db.close()
  } finally {
    await pglite.close()
  }
})
