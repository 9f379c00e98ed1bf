import { setTimeout as sleep } from 'node:timers/promises'
import type { Stage } from './openStage.ts'

/** A rule of the ledger, as a query of what breaks it. */
export type LedgerRule = {
  readonly rule: string
  readonly broken: string
  /** Seconds after which a rule holds by the work of a sweep or job. Absent: it holds at every moment. */
  readonly within?: number
}

/** An order is settled in two steps, however long its turn takes: its job stays until the second one. */
const composeNoJob = (row: string) => `NOT EXISTS (SELECT 1 FROM job j
        WHERE j.shop_id = ${row}.shop_id AND j.kind = 'order' AND j.key = ${row}.order_id::text)`

/** What holds at every moment, whatever was killed: no row of an answer is one without the other. */
export const LEDGER_RULES: readonly LedgerRule[] = [
  {
    rule: 'a redemption belongs to a use that is open or kept',
    broken: `SELECT d.* FROM redemption d LEFT JOIN reservation r ON r.id = d.reservation_id
      WHERE r.id IS NULL OR r.state NOT IN ('open', 'committed') OR r.gate <> d.gate OR r.shop_id <> d.shop_id`,
  },
  {
    rule: 'a taken place belongs to a use that is open or kept',
    broken: `SELECT s.* FROM total_slot s LEFT JOIN reservation r ON r.id = s.reservation_id
      WHERE s.reservation_id IS NOT NULL AND (r.id IS NULL OR r.state NOT IN ('open', 'committed'))`,
  },
  {
    rule: 'a use that is open or kept has all its units, and one that was given back has none',
    broken: `SELECT r.id, r.state, r.units FROM reservation r
      WHERE (SELECT count(*) FROM redemption d WHERE d.reservation_id = r.id)
          + (SELECT count(*) FROM total_slot s WHERE s.reservation_id = r.id)
        <> CASE WHEN r.state IN ('open', 'committed') THEN jsonb_array_length(r.units) ELSE 0 END`,
  },
  {
    rule: 'an open use has its key, any other has none',
    broken: `SELECT id, state, open_key FROM reservation WHERE (state = 'open') <> (open_key IS NOT NULL)`,
  },
  {
    rule: 'a kept use has an order, and an order keeps one use of a gate for each visit',
    broken: `SELECT shop_id, order_id, gate, visit_id FROM reservation WHERE state = 'committed'
      GROUP BY 1, 2, 3, 4 HAVING order_id IS NULL OR count(*) > 1`,
  },
  {
    rule: 'no wallet or token has a use beyond the limit of its gate',
    broken: `SELECT d.* FROM redemption d JOIN gate g ON g.shop_id = d.shop_id AND g.number = d.gate
      WHERE d.slot < 1 OR d.slot > coalesce((g.limits ->> CASE d.kind WHEN 'wallet' THEN 'perWallet' ELSE 'perToken' END)::int, 0)`,
  },
  {
    rule: 'a gate with a total has that many places',
    broken: `SELECT g.number, count(s.slot) FROM gate g JOIN total_slot s ON s.shop_id = g.shop_id AND s.gate = g.number
      GROUP BY g.shop_id, g.number, g.limits HAVING count(*) <> (g.limits ->> 'total')::int OR min(s.slot) < 1`,
  },
  {
    rule: 'an open place belongs to an open use',
    broken: `SELECT p.* FROM open_place p LEFT JOIN reservation r ON r.id = p.reservation_id
      WHERE r.id IS NULL OR r.state <> 'open'`,
  },
  {
    rule: 'an open grant has its scope, any other has none',
    broken: `SELECT id, state, open_scope FROM "grant" WHERE (state = 'open') <> (open_scope IS NOT NULL)`,
  },
  {
    rule: 'a use that no order took is given back, a day after its end if nobody could ask Shopify',
    broken: `SELECT id, gate, ends_at FROM reservation
      WHERE state = 'open' AND ends_at < extract(epoch FROM now()) - 86400`,
    within: 150,
  },
  {
    rule: 'an order uses each wallet or token once at a gate for each visit',
    broken: `SELECT r.order_id, d.gate, d.kind, d.key FROM redemption d JOIN reservation r ON r.id = d.reservation_id
      WHERE r.state = 'committed' GROUP BY r.shop_id, 1, 2, 3, 4, r.visit_id HAVING count(*) > 1`,
  },
  {
    rule: 'a kept use has the settlement of its order, or the job that writes it',
    broken: `SELECT r.id, r.order_id FROM reservation r
      LEFT JOIN settlement s ON s.shop_id = r.shop_id AND s.order_id = r.order_id
      WHERE r.state = 'committed' AND s.order_id IS NULL AND ${composeNoJob('r')}`,
  },
  {
    rule: 'a paid grant has the settlement of its order, or the job that writes it',
    broken: `SELECT g.id, g.order_id FROM "grant" g
      LEFT JOIN settlement s ON s.shop_id = g.shop_id AND s.order_id = g.order_id
      WHERE g.state = 'paid' AND s.order_id IS NULL AND ${composeNoJob('g')}`,
  },
  {
    rule: 'a paid grant has an order',
    broken: `SELECT id FROM "grant" WHERE state = 'paid' AND order_id IS NULL`,
  },
  {
    rule: 'a committed settlement has a grant that it paid',
    broken: `SELECT s.order_id FROM settlement s WHERE s.outcome = 'committed' AND NOT EXISTS
      (SELECT 1 FROM "grant" g WHERE g.shop_id = s.shop_id AND g.order_id = s.order_id AND g.state = 'paid')`,
  },
  {
    rule: 'the counter of a gate is that of its kept uses',
    broken: `SELECT * FROM gate_use c FULL JOIN (SELECT shop_id, gate, count(*) AS n FROM reservation WHERE state = 'committed'
      GROUP BY 1, 2) r USING (shop_id, gate) WHERE coalesce(c.committed, 0) <> coalesce(r.n, 0)`,
  },
  {
    rule: 'the counters of orders by day are those of the orders',
    broken: `SELECT * FROM (SELECT shop_id, gate, day_on, sum(count)::int AS n FROM gate_day WHERE kind = 'order' GROUP BY 1, 2, 3) c
      FULL JOIN (SELECT shop_id, gate, day_on, count(*)::int AS n FROM order_gate GROUP BY 1, 2, 3) o
      USING (shop_id, gate, day_on) WHERE c.n IS DISTINCT FROM o.n AND coalesce(c.n, 0) <> coalesce(o.n, 0)`,
  },
]

const POLL_MS = 1_000

/** Check every rule of the ledger; returns a sentence for each that is broken. A row may break a rule of a sweep for a while. */
export async function checkLedger(
  { look }: Pick<Stage, 'look'>,
  /** When the last fault ended: a job that a server had is taken over two minutes after the server’s death. */
  findQuiet: () => number = () => 0,
): Promise<string[]> {
  const startedAt = performance.now()
  let broken = await listBroken(look)
  for (;;) {
    const seconds = (performance.now() - Math.max(startedAt, findQuiet())) / 1000
    const wrong = broken.filter(({ within = 0 }) => seconds >= within)
    if (wrong.length > 0 || broken.length === 0)
      return wrong.map(({ rule, rows }) => `${rows.length} rows break "${rule}", the first: ${rows[0]}`)
    await sleep(POLL_MS)
    broken = keepSame(broken, await listBroken(look))
  }
}

type BrokenRule = LedgerRule & { readonly rows: readonly string[] }

/** The rows that broke a rule then and break it still. */
function keepSame(then: readonly BrokenRule[], now: readonly BrokenRule[]): BrokenRule[] {
  return now.flatMap((one) => {
    const earlier = then.find(({ rule }) => rule === one.rule)?.rows ?? []
    const rows = one.within ? one.rows.filter((row) => earlier.includes(row)) : one.rows
    return rows.length > 0 ? [{ ...one, rows }] : []
  })
}

/** The rules that are broken at this moment, with the rows that break them. */
export function listBroken(look: Stage['look']): Promise<BrokenRule[]> {
  return look(async (read) => {
    const found: BrokenRule[] = []
    for (const one of LEDGER_RULES) {
      const rows = await read(one.broken)
      if (rows.length > 0) found.push({ ...one, rows: rows.map((row) => JSON.stringify(row)) })
    }
    return found
  })
}
