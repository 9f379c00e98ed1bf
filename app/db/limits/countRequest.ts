import type { LimitCounters } from '../../core/limit/types.ts'
import type { Database } from '../database.ts'

export type CountRequestParameters = LimitCounters & { readonly db: Database }

// Rows are locked in one order by every call, the request's own by key and the shop's last, so that no two calls can
// wait for each other. Requests that are refused for themselves leave the shop's count alone: one client that goes on
// asking must not use up what everybody else is allowed.
const SQL = `WITH asked AS (
    SELECT key, expires_at, most FROM unnest($1::text[], $2::bigint[], $3::int[]) AS asked(key, expires_at, most)
  ), own AS (
    INSERT INTO rate_limit AS standing (key, expires_at, count) SELECT key, expires_at, 1 FROM asked ORDER BY key
    ON CONFLICT (expires_at, key) DO UPDATE SET count = standing.count + 1
    RETURNING key, count
  ), shop AS (
    INSERT INTO rate_limit AS standing (key, expires_at, count) SELECT $4::text, $5::bigint, 1
    WHERE NOT EXISTS (SELECT 1 FROM own JOIN asked USING (key) WHERE own.count > asked.most)
    ON CONFLICT (expires_at, key) DO UPDATE SET count = standing.count + 1
    RETURNING key, count
  )
  SELECT key, count FROM own UNION ALL SELECT key, count FROM shop`

/**
 * Count a request on all its keys, in one statement; answers what each stands at.
 *
 * Counts of one key are 1, 2, 3 … without gap or double, whoever asks at once, so that those up to a limit are exactly
 * as many as the limit.
 */
export async function countRequest(parameters: CountRequestParameters): Promise<Map<string, number>> {
  const { db, own, shop } = parameters
  const rows = await db.hot.query('count_request', SQL, [
    own.map(({ key }) => key),
    own.map(({ expiresAt }) => expiresAt),
    own.map(({ most }) => most),
    shop.key,
    shop.expiresAt,
  ])
  return new Map(rows.map((row) => [String(row.key), Number(row.count)]))
}
