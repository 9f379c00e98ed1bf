import type { FaultsPort } from '../ports/faults.ts'
import { createSweep } from './createSweep.ts'
import type { Database } from './database.ts'

const HOUR = 3600
const KEPT_SECONDS = 2 * 24 * HOUR

const ADD = `INSERT INTO fault_count AS standing (shop_id, hour, code, count, last_at)
  SELECT shop.id, $2::bigint, $3::text, $4::int, $5::bigint FROM shop WHERE shop.myshopify_domain = $1::text
  ON CONFLICT (shop_id, hour, code) DO UPDATE SET
    count = standing.count + EXCLUDED.count,
    last_at = GREATEST(standing.last_at, EXCLUDED.last_at)`

const LIST = `SELECT code, SUM(count)::int AS count, MAX(last_at) AS last_at FROM fault_count
  WHERE shop_id = $1::bigint AND hour >= $2::bigint GROUP BY code ORDER BY 2 DESC, code`

type Waiting = { myshopifyDomain: string; hour: number; code: string; count: number; lastAt: number }

/**
 * Store errors in the table `fault_count`. A shop whose every request fails must not queue a statement for each: those
 * that come while one runs wait together.
 */
export function createFaultsPort({ db }: { db: Database }): FaultsPort {
  const sweep = createSweep({ db, table: 'fault_count' })
  const waiting = new Map<string, Waiting>()
  let running: Promise<void> | null = null
  const writeAll = async (): Promise<void> => {
    while (waiting.size > 0) {
      const rows = [...waiting.values()]
      waiting.clear()
      for (const { myshopifyDomain, hour, code, count, lastAt } of rows) {
        await db.hot.query('add_fault', ADD, [myshopifyDomain, hour, code, count, lastAt])
        await sweep(lastAt - KEPT_SECONDS)
      }
    }
  }
  return {
    add: ({ myshopifyDomain, code, at, count: more = 1 }) => {
      const hour = at - (at % HOUR)
      const key = `${myshopifyDomain} ${hour} ${code}`
      const count = (waiting.get(key)?.count ?? 0) + more
      waiting.set(key, { myshopifyDomain, hour, code, count, lastAt: at })
      running ??= writeAll().finally(() => {
        running = null
      })
      return running
    },
    list: async ({ shopId, since }) => {
      const rows = await db.hot.query('list_faults', LIST, [shopId, since - (since % HOUR)])
      return rows.map(({ code, count, last_at }) => ({
        code: String(code),
        count: Number(count),
        lastAt: Number(last_at),
      }))
    },
  }
}
