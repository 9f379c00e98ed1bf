import { LoginError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { GrantRequest } from '../../core/grant/types.ts'
import type { Database } from '../database.ts'
import { formatScope } from './formatScope.ts'

export type OpenGrantsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly visitId: string
  readonly grants: readonly GrantRequest[]
  /** Unix seconds. */
  readonly at: number
}

// Rows are locked in the order of their scopes, so that two calls for the same visit cannot wait for each other.
const SQL = `INSERT INTO "grant" AS standing
    (id, shop_id, visit_id, carrier, cart_token, product_id, variant_id, gates, until, ends_at, state, open_scope, opened_at)
  SELECT asked.id, $1::bigint, $2::text, asked.carrier, asked.cart_token, asked.product_id, asked.variant_id,
    asked.gates::jsonb, asked.until, asked.ends_at, 'open', asked.scope, $3::bigint
  FROM unnest($4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::bigint[], $12::text[])
    AS asked(id, carrier, cart_token, product_id, variant_id, gates, until, ends_at, scope)
  WHERE EXISTS (SELECT 1 FROM visit WHERE visit.id = $2 AND visit.shop_id = $1)
  ORDER BY asked.scope
  ON CONFLICT (open_scope) DO UPDATE SET
    gates = CASE WHEN EXCLUDED.until >= standing.until THEN EXCLUDED.gates ELSE standing.gates END,
    until = GREATEST(standing.until, EXCLUDED.until),
    ends_at = GREATEST(standing.ends_at, EXCLUDED.ends_at)
  RETURNING id, open_scope`

/**
 * Find or make the open grant of each scope, in one statement; answers ids in the order asked.
 * A grant that stands is renewed: its end moves forward, never back.
 * @throws {LoginError} ERR_SESSION_UNKNOWN when the visit is not this shop's
 */
export async function openGrants(parameters: OpenGrantsParameters): Promise<string[]> {
  const { db, shopId, visitId, grants, at } = parameters
  const scopes = grants.map((grant) => formatScope({ visitId, scope: grant }))
  // One statement may not touch a row twice: of equal scopes the one that ends last stands for all.
  const asked = new Map<string, GrantRequest>()
  grants.forEach((grant, index) => {
    const scope = scopes[index] ?? ''
    const other = asked.get(scope)
    if (!other || other.endsAt < grant.endsAt) asked.set(scope, grant)
  })
  if (asked.size === 0) return []
  const all = [...asked.values()]
  const rows = await db.hot.query('open_grants', SQL, [
    shopId,
    visitId,
    at,
    all.map((grant) => grant.newId),
    all.map((grant) => grant.carrier),
    all.map((grant) => grant.cartToken),
    all.map((grant) => grant.productId),
    all.map((grant) => grant.variantId),
    all.map((grant) => JSON.stringify(grant.gates.map(({ gate, revision }) => ({ gate, revision })))),
    all.map((grant) => grant.until),
    all.map((grant) => grant.endsAt),
    [...asked.keys()],
  ])
  const ids = new Map(rows.map((row) => [row.open_scope, String(row.id)]))
  return scopes.map((scope) => {
    const id = ids.get(scope)
    if (id === undefined) throw refuse()
    return id
  })
}

function refuse(): LoginError {
  return new LoginError('ERR_SESSION_UNKNOWN', 'This visit has ended.', { hint: 'Connect the wallet again.' })
}
