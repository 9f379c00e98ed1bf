import { Client } from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { LEDGER_RULES, listBroken } from '../../e2e/night/checkLedger.ts'
import { createDatabase } from '../createDatabase.ts'

/* Each rule that a night checks finds a row that breaks it. */
const GOOD = [
  `INSERT INTO shop (id, myshopify_domain, primary_domain, iana_timezone, currency_code, proof_root, saved_at)
    VALUES (1, 'a.myshopify.com', 'a.example', 'Europe/Berlin', 'EUR', 'x', 0)`,
  `INSERT INTO gate (shop_id, number, name, state, subject, requirement, reaction, cap, limits, schedule, combination,
      guard, recheck, revision, profile, published, created_at, updated_at)
    VALUES (1, 7, 'g', 'active', '{}', '{}', '{}', 0, '{"perWallet": 1, "perToken": null, "total": 2}', '{}', '{}',
      'open', false, 1, 0, true, 0, 0)`,
  `INSERT INTO reservation (id, shop_id, gate, revision, visit_id, state, units, open_key, ends_at, order_id, created_at, updated_at)
    VALUES (1, 1, 7, 1, 'v1', 'open', '[1, 2]', 'k1', 9000000000, NULL, 0, 0), (2, 1, 7, 1, 'v2', 'committed', '[1, 2]', NULL, 0, 9, 0, 0),
      (3, 1, 7, 1, 'v3', 'released', '[1, 2]', NULL, 0, NULL, 0, 0)`,
  `INSERT INTO redemption (shop_id, gate, kind, key, slot, reservation_id)
    VALUES (1, 7, 'wallet', 'w1', 1, 1), (1, 7, 'wallet', 'w2', 1, 2)`,
  'INSERT INTO gate_use (shop_id, gate, committed) VALUES (1, 7, 1)',
  'INSERT INTO total_slot (shop_id, gate, slot, reservation_id) VALUES (1, 7, 1, 1), (1, 7, 2, 2)',
  `INSERT INTO open_place (shop_id, gate, kind, key, reservation_id) VALUES (1, 7, 'wallet', 'w1', 1)`,
  `INSERT INTO "grant" (id, shop_id, visit_id, carrier, gates, until, ends_at, state, open_scope, opened_at, order_id)
    VALUES ('g1', 1, 'v1', 'c', '[]', '', 0, 'open', 's1', 0, NULL), ('g2', 1, 'v2', 'c', '[]', '', 0, 'paid', NULL, 0, 9)`,
  `INSERT INTO settlement (shop_id, order_id, name, ordered_at, outcome, detail, settled_at, updated_at)
    VALUES (1, 9, '#1', 0, 'committed', '{}', 0, 0)`,
  `INSERT INTO order_gate (shop_id, order_id, gate, day_on, revenue, discount) VALUES (1, 9, 7, '2026-01-01', 1, 1)`,
  `INSERT INTO gate_day (shop_id, gate, day_on, kind, count) VALUES (1, 7, '2026-01-01', 'order', 1)`,
]
const BREAKS: Readonly<Record<string, string>> = {
  'a redemption belongs to a use that is open or kept': `INSERT INTO redemption VALUES (1, 7, 'wallet', 'w3', 1, 99)`,
  'a taken place belongs to a use that is open or kept':
    'UPDATE total_slot SET reservation_id = 99 WHERE slot = 1',
  'a use that is open or kept has all its units, and one that was given back has none': `DELETE FROM redemption WHERE key = 'w2'`,
  'an open use has its key, any other has none': `UPDATE reservation SET open_key = NULL WHERE id = 1`,
  'a kept use has an order, and an order keeps one use of a gate for each visit':
    'UPDATE reservation SET order_id = NULL WHERE id = 2',
  'no wallet or token has a use beyond the limit of its gate': `UPDATE redemption SET slot = 2 WHERE key = 'w1'`,
  'a gate with a total has that many places': 'INSERT INTO total_slot VALUES (1, 7, 3, NULL)',
  'an open place belongs to an open use': 'UPDATE open_place SET reservation_id = 2',
  'an open grant has its scope, any other has none': `UPDATE "grant" SET open_scope = NULL WHERE id = 'g1'`,
  'a use that no order took is given back, a day after its end if nobody could ask Shopify':
    'UPDATE reservation SET ends_at = 0 WHERE id = 1',
  'an order uses each wallet or token once at a gate for each visit': `INSERT INTO redemption VALUES (1, 7, 'wallet', 'w2', 2, 2)`,
  'a kept use has the settlement of its order, or the job that writes it': 'DELETE FROM settlement',
  'a paid grant has the settlement of its order, or the job that writes it':
    'UPDATE settlement SET order_id = 8',
  'a paid grant has an order': `UPDATE "grant" SET order_id = NULL WHERE id = 'g2'`,
  'a committed settlement has a grant that it paid': `UPDATE "grant" SET state = 'closed' WHERE id = 'g2'`,
  'the counter of a gate is that of its kept uses': 'UPDATE gate_use SET committed = 2',
  'the counters of orders by day are those of the orders': 'UPDATE gate_day SET count = 2',
}

test('behavior: the rules hold for a ledger as the app writes it, and each finds the row that breaks it', async () => {
  const { url, template } = inject('postgres')
  const database = await createDatabase({ url, template })
  const client = new Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await database.drop()
  })
  const read = async (sql: string) => (await client.query(sql)).rows
  const listRules = async () => (await listBroken((run) => run(read))).map(({ rule }) => rule)
  for (const sql of GOOD) await client.query(sql)
  expect(await listRules()).toEqual([])
  expect(LEDGER_RULES.map(({ rule }) => rule).sort()).toEqual(Object.keys(BREAKS).sort())
  for (const [rule, sql] of Object.entries(BREAKS)) {
    await client.query('BEGIN')
    await client.query(sql)
    expect(await listRules()).toContain(rule)
    await client.query('ROLLBACK')
  }
  // An order is settled in two steps, and its job stays in between.
  await client.query(
    `INSERT INTO job (shop_id, kind, key, payload, run_at, since) VALUES (1, 'order', '9', '{}', 0, 0)`,
  )
  await client.query('DELETE FROM settlement')
  expect(await listRules()).toEqual([])
})
