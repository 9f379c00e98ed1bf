import type { LimitCounters } from '../../core/limit/types.ts'
import type { Database } from '../database.ts'

export type CountRequestParameters = LimitCounters & { readonly db: Database }

// Every call locks its rows in the same order, client, wallet, shop, so that no two calls can wait for each other.
const UPSERT = `ON CONFLICT (expires_at, key) DO UPDATE SET count = standing.count + 1 RETURNING key, count`
const SQL = `WITH client AS (
    INSERT INTO rate_limit AS standing (key, expires_at, count) SELECT $1::text, $2::bigint, 1
    WHERE $1::text IS NOT NULL
    ${UPSERT}
  ), wallet AS (
    INSERT INTO rate_limit AS standing (key, expires_at, count) SELECT $4::text, $5::bigint, 1
    WHERE $4::text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM client WHERE count > $3::int)
    ${UPSERT}
  ), shop AS (
    INSERT INTO rate_limit AS standing (key, expires_at, count) SELECT $7::text, $8::bigint, 1
    WHERE NOT EXISTS (SELECT 1 FROM client WHERE count > $3::int)
      AND NOT EXISTS (SELECT 1 FROM wallet WHERE count > $6::int)
    ${UPSERT}
  )
  SELECT key, count FROM client UNION ALL SELECT key, count FROM wallet UNION ALL SELECT key, count FROM shop`

/**
 * Count a request on its keys, in one statement; answers what each that was counted stands at.
 *
 * Counts of one key are 1, 2, 3 … without gap or double, whoever asks at once, so that those up to a limit are exactly
 * as many as the limit.
 */
export async function countRequest(parameters: CountRequestParameters): Promise<Map<string, number>> {
  const { db, client, wallet, shop } = parameters
  const rows = await db.hot.query('count_request', SQL, [
    client?.key ?? null,
    client?.expiresAt ?? null,
    client?.most ?? null,
    wallet?.key ?? null,
    wallet?.expiresAt ?? null,
    wallet?.most ?? null,
    shop.key,
    shop.expiresAt,
  ])
  return new Map(rows.map((row) => [String(row.key), Number(row.count)]))
}
