import { InputError } from '../core/errors/base.ts'
import type { GrantRequest, GrantScope } from '../core/grant/types.ts'
import { keylessShop } from '../core/proofKey/keylessShop.ts'
import { TOLD_SECONDS } from '../core/settlement/margins.ts'
import { endedVisit } from '../core/visit/endedVisit.ts'
import { formatSeen, formatSeenGates } from '../core/visit/visitJson.ts'
import type { GrantsPort } from '../ports/grants.ts'
import { createSweep } from './createSweep.ts'
import type { Database } from './database.ts'
import { formatUnnestSql } from './formatUnnestSql.ts'
import { changedShop } from './known/changedShop.ts'
import type { Memory } from './known/createMemory.ts'
import { formatKnownSql, listKnownValues } from './known/formatKnownSql.ts'

/** More than the lines and carts that a visit can need in its two hours. */
const MOST_PER_VISIT = 500

const WANTED = formatUnnestSql({
  first: 4,
  as: 'asked',
  columns: {
    ...{ id: 'text', carrier: 'text', cart_token: 'text', product_id: 'bigint', variant_id: 'bigint' },
    ...{ gates: 'text', buyer: 'text', until: 'text', ends_at: 'bigint', scope: 'text' },
  },
})

// The visit's row is locked first, so that parallel calls for a visit run one after the other. Each then sees what the
// others added to `asked`, none exceeds the limit, and none waits for another's grants. A scope that two parallel calls
// both find missing counts twice. Each is looked up by itself: a joined `NOT EXISTS` may read all grants.
const OPEN = `WITH ${formatKnownSql({ shopId: '$1', first: 14 })}, wanted AS (
    ${WANTED}
  ), signing AS (
    SELECT epoch FROM proof_key
    WHERE shop_id = $1::bigint AND signs_from <= $3::bigint AND ends_at IS NULL
    ORDER BY position DESC LIMIT 1
  ), missing AS (
    SELECT count(*)::int AS count FROM wanted
    WHERE (SELECT true FROM "grant" WHERE "grant".open_scope = wanted.scope) IS NULL
  ), room AS (
    UPDATE visit SET asked = visit.asked + missing.count, seen = COALESCE($17::jsonb, visit.seen) FROM missing, known
    WHERE visit.id = $2 AND visit.shop_id = $1::bigint
      AND (missing.count = 0 OR visit.asked + missing.count <= ${MOST_PER_VISIT})
    RETURNING visit.id
  ), opened AS (
    INSERT INTO "grant" AS standing
      (id, shop_id, visit_id, carrier, cart_token, product_id, variant_id, gates, buyer, epoch, until, ends_at, state,
        open_scope, opened_at)
    SELECT wanted.id, $1::bigint, room.id, wanted.carrier, wanted.cart_token, wanted.product_id, wanted.variant_id,
      wanted.gates::jsonb, wanted.buyer, signing.epoch, wanted.until, wanted.ends_at, 'open', wanted.scope, $3::bigint
    FROM room CROSS JOIN signing CROSS JOIN wanted ORDER BY wanted.scope
    ON CONFLICT (open_scope) DO UPDATE SET
      gates = CASE WHEN EXCLUDED.until >= standing.until THEN EXCLUDED.gates ELSE standing.gates END,
      buyer = CASE WHEN EXCLUDED.until >= standing.until THEN EXCLUDED.buyer ELSE standing.buyer END,
      epoch = EXCLUDED.epoch,
      until = GREATEST(standing.until, EXCLUDED.until),
      ends_at = GREATEST(standing.ends_at, EXCLUDED.ends_at)
    RETURNING id, open_scope
  )
  SELECT opened.id, opened.open_scope, (SELECT epoch FROM signing), (SELECT count(*) FROM known) AS known FROM visit LEFT JOIN opened ON true
  WHERE visit.id = $2 AND visit.shop_id = $1::bigint`

/**
 * Store grants in the table `grant`. Once per hundred grants, delete those that ended two months ago and paid for no
 * order.
 */
export function createGrantsPort({ db, memory }: { db: Database; memory: Memory }): GrantsPort {
  const sweep = createSweep({ db, table: 'grant' })
  const open = openGrants({ db, memory })
  return {
    open: async (parameters) => {
      const opened = await open(parameters)
      if (opened.length > 0) await sweep(parameters.at - TOLD_SECONDS, opened.length)
      return opened
    },
  }
}

const openGrants =
  ({ db, memory }: { db: Database; memory: Memory }): GrantsPort['open'] =>
  async ({ shopId, visitId, grants, at, known, seen }) => {
    const scopes = grants.map((grant) => formatScope(visitId, grant))
    // One statement must not write a row twice: of grants with one scope, only the one that ends last is sent.
    const asked = new Map<string, GrantRequest>()
    grants.forEach((grant, index) => {
      const scope = scopes[index] ?? ''
      const other = asked.get(scope)
      if (!other || other.endsAt < grant.endsAt) asked.set(scope, grant)
    })
    if (asked.size === 0) return []
    const all = [...asked.values()]
    const rows = await db.hot.query('open_grants', OPEN, [
      shopId,
      visitId,
      at,
      all.map((grant) => grant.newId),
      all.map((grant) => grant.carrier),
      all.map((grant) => grant.cartToken),
      all.map((grant) => grant.productId),
      all.map((grant) => grant.variantId),
      all.map((grant) => JSON.stringify(formatSeenGates(grant.gates))),
      all.map((grant) => grant.buyer),
      all.map((grant) => grant.until),
      all.map((grant) => grant.endsAt),
      [...asked.keys()],
      ...listKnownValues(known),
      seen && JSON.stringify(formatSeen(seen)),
    ])
    const [first] = rows
    if (!first) throw endedVisit()
    if (Number(first.known) === 0) {
      memory.forget(shopId)
      throw changedShop()
    }
    const { epoch } = first
    if (typeof epoch !== 'string') throw keylessShop()
    const ids = new Map(rows.map((row) => [row.open_scope, row.id]))
    return scopes.map((scope) => {
      const id = ids.get(scope)
      if (typeof id !== 'string') throw tooManyGrants()
      return { id, epoch }
    })
  }

function tooManyGrants(): InputError {
  return new InputError('ERR_BODY_INVALID', 'This visit asks for too many lines or carts.', {
    hint: `Ask only for the lines in the cart. A visit may ask for at most ${MOST_PER_VISIT} different ones.`,
  })
}

/** The text that is unique among open grants. The cart's token comes last, because the shopper controls it. */
function formatScope(visitId: string, { carrier, cartToken, productId, variantId }: GrantScope): string {
  return [visitId, carrier, productId ?? '', variantId ?? '', cartToken ?? ''].join(' ')
}
