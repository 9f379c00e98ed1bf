import type { ShopId } from '../../../app/core/gate/types.ts'

type Run = (sql: string, values?: readonly (string | number | bigint)[]) => Promise<unknown>

/** The first shop's receiver: of every message, with the longest log. */
export const FIRST_RECEIVER = '00000000-0000-4000-8000-000000000000'
/** Tables with a row for each message, check and run. */
export const NEWS_TABLES = ['message', 'counter_check', 'counter_sale', 'flow_run'] as const
const DAY = 86_400

/**
 * Fill what shops tell others, and their counters: for each shop an address and Shopify Flow with `rows` messages over all
 * of them, of which one in a hundred was given up and one in a thousand waits, and as many checks and runs of workflows.
 * `now` is the newest row's time, in unix seconds. The first shop is `shopId`, the others are 1,000,000 and more above.
 */
export async function fillNews({
  run,
  shopId,
  shops,
  rows,
  now,
}: {
  readonly run: Run
  readonly shopId: ShopId
  readonly shops: number
  readonly rows: number
  readonly now: number
}): Promise<void> {
  const shop = `(CASE n % ${shops} WHEN 0 THEN ${shopId}::bigint ELSE ${shopId}::bigint + 1000000 + n % ${shops} END)`
  const receiver = `(CASE n % ${shops} WHEN 0 THEN '${FIRST_RECEIVER}' ELSE md5('receiver' || n % ${shops})::uuid::text END)`
  const at = (days: number) =>
    `(${now} - (${rows} - n) * ${Math.max(1, Math.floor((days * DAY) / rows))}::bigint)`
  const series = (from: number, to: number) => `generate_series(${from}, ${to}) AS n`
  const state = `CASE WHEN n % 1000 = 0 THEN 'waiting' WHEN n % 100 = 1 THEN 'failed' ELSE 'sent' END`
  await run(`INSERT INTO receiver (id, shop_id, kind, url, messages, gates, secret, state, created_at, updated_at)
    SELECT ${receiver}, ${shop}, 'url', 'https://hooks.example/' || n, ARRAY['gate.unlocked', 'gate.redeemed'], '{}'::bigint[], 's1.x',
      'on', ${now} - 5000000, ${now} - 5000000 FROM ${series(0, shops - 1)}
    UNION ALL SELECT md5('flow' || n)::uuid::text, ${shop}, 'flow', NULL, ARRAY['gate.unlocked'], '{}'::bigint[], NULL,
      'on', ${now} - 5000000, ${now} - 5000000 FROM ${series(0, shops - 1)}`)
  await run(`INSERT INTO message (name, receiver_id, shop_id, kind, gate, at, data, order_id, visit_id, state, attempts, due_at)
    SELECT 'msg_' || md5(n::text), ${receiver}, ${shop}, 'gate.unlocked', 1, ${at(29)}, '{"v": 1, "gate": 1}', n,
      md5('visit' || n), ${state}, CASE n % 1000 WHEN 0 THEN 0 ELSE 1 END, ${at(29)} FROM ${series(1, rows)}`)
  await run(`INSERT INTO till (id, shop_id, name, token_hash, actor, created_at, ends_at)
    SELECT md5('till' || n), ${shop}, 'Till ' || n, md5('hash' || n), 'staff:1', ${now} - n * 3600, ${now} + 3600
    FROM ${series(0, shops * 100 - 1)}`)
  // Checks without a charge are swept after a day.
  await run(`INSERT INTO counter_check (id, shop_id, till_id, visit_id, step, checked_at, gate, revision, units, grant_id,
      charged_at, order_id)
    SELECT 'till-' || md5(n::text), ${shop}, md5('till' || n % ${shops}), md5('seen' || n), n, ${at(80)},
      CASE WHEN charged THEN 1 END, CASE WHEN charged THEN 1 END, CASE WHEN charged THEN 1 END,
      CASE WHEN charged THEN md5('grant' || n) END, CASE WHEN charged THEN ${at(80)} END,
      CASE WHEN charged AND n % 100 > 0 THEN 9000000000000 + n END
    FROM ${series(1, rows)} CROSS JOIN LATERAL (SELECT n < ${rows} - ${Math.floor(rows / 80)} OR n % 2 = 0) AS one(charged)`)
  await run(`INSERT INTO counter_sale (shop_id, order_id, name, ordered_at, gates)
    SELECT ${shop}, 9100000000000 + n, '#' || n, ${at(80)}, '[1]' FROM ${series(1, Math.ceil(rows / 20))}`)
  await run(`INSERT INTO flow_run (shop_id, run, claimed_to, answer, expires_at)
    SELECT ${shop}, md5('run' || n), 0, '{}', ${at(30)} + ${30 * DAY} FROM ${series(1, rows)}`)
}
