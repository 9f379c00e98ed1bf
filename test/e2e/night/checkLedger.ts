import type { RunningServers } from '../openServers.ts'

/** A rule of the ledger, as a query of what breaks it. */
export type LedgerRule = { readonly rule: string; readonly broken: string }

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
    rule: 'a paid grant has an order',
    broken: `SELECT id FROM "grant" WHERE state = 'paid' AND order_id IS NULL`,
  },
  {
    rule: 'a committed settlement has a grant that it paid',
    broken: `SELECT s.order_id FROM settlement s WHERE s.outcome = 'committed' AND NOT EXISTS
      (SELECT 1 FROM "grant" g WHERE g.shop_id = s.shop_id AND g.order_id = s.order_id AND g.state = 'paid')`,
  },
  {
    rule: 'the counters of orders by day are those of the orders',
    broken: `SELECT * FROM (SELECT shop_id, gate, day_on, sum(count)::int AS n FROM gate_day WHERE kind = 'order' GROUP BY 1, 2, 3) c
      FULL JOIN (SELECT shop_id, gate, day_on, count(*)::int AS n FROM order_gate GROUP BY 1, 2, 3) o
      USING (shop_id, gate, day_on) WHERE c.n IS DISTINCT FROM o.n AND coalesce(c.n, 0) <> coalesce(o.n, 0)`,
  },
]

/** Check every rule of the ledger; returns a sentence for each that is broken. */
export async function checkLedger({ read }: Pick<RunningServers, 'read'>): Promise<string[]> {
  const wrong: string[] = []
  for (const { rule, broken } of LEDGER_RULES) {
    const rows = await read(broken)
    if (rows.length > 0)
      wrong.push(`${rows.length} rows break "${rule}", the first: ${JSON.stringify(rows[0])}`)
  }
  return wrong
}
