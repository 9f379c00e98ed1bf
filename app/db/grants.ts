import { InputError } from '../core/errors/base.ts'
import type { GrantRequest, GrantScope } from '../core/grant/types.ts'
import { keylessShop } from '../core/proofKey/keylessShop.ts'
import { TOLD_SECONDS } from '../core/settlement/margins.ts'
import { endedVisit } from '../core/visit/endedVisit.ts'
import { formatSeen, formatSeenGates } from '../core/visit/visitJson.ts'
import type { GrantsPort } from '../ports/grants.ts'
import { createGroup } from './createGroup.ts'
import { createSweep } from './createSweep.ts'
import type { Database } from './database.ts'
import { type Columns, formatUnnestSql, listColumns } from './formatUnnestSql.ts'
import { changedShop } from './known/changedShop.ts'
import type { Memory } from './known/createMemory.ts'
import { formatKnownSql, listClaims } from './known/formatKnownSql.ts'

/** More than the lines and carts that a visit can need in its two hours. */
const MOST_PER_VISIT = 500

const GIVEN: Columns = {
  ...{ item: 'int', claim: 'int', shop_id: 'bigint', visit_id: 'text', at: 'bigint', seen: 'text' },
}
const WANTED: Columns = {
  ...{
    item: 'int',
    id: 'text',
    carrier: 'text',
    cart_token: 'text',
    product_id: 'bigint',
    variant_id: 'bigint',
  },
  ...{ gates: 'text', buyer: 'text', until: 'text', ends_at: 'bigint', scope: 'text' },
}
const FIRST_WANTED = Object.keys(GIVEN).length + 1
const FIRST_CLAIM = FIRST_WANTED + Object.keys(WANTED).length

// A plan that was made while the table was small would join with all of it.
const ASKED_VISIT = 'visit.id = ANY(ARRAY(SELECT visit_id FROM given))'

/** The gates of one version of a grant that another one does not name, each at its revision. */
function composeOthersSql(of: string, than: string): string {
  return `(SELECT COALESCE(jsonb_agg(one), '[]') FROM jsonb_array_elements(${of}.gates) AS one
        WHERE NOT ${than}.gates @> jsonb_build_array(jsonb_build_object('gate', one -> 'gate', 'revision', one -> 'revision')))`
}

// A visit's row is locked first, so that parallel calls for a visit run one after the other. Each then sees what the
// others added to `asked`, none exceeds the limit, and none waits for another's grants. A scope that two parallel calls
// both find missing counts twice. Each is looked up by itself: a joined `NOT EXISTS` may read all grants.
const OPEN = `WITH given AS (${formatUnnestSql({ first: 1, as: 'asked', columns: GIVEN })}
  ), wanted AS (${formatUnnestSql({ first: FIRST_WANTED, as: 'asked', columns: WANTED })}
  ), ${formatKnownSql({ first: FIRST_CLAIM })}, signing AS (
    SELECT given.item, (
      SELECT epoch FROM proof_key
      WHERE shop_id = given.shop_id AND signs_from <= given.at AND proof_key.ends_at IS NULL
      ORDER BY position DESC LIMIT 1
    ) AS epoch FROM given
  ), missing AS (
    SELECT item, count(*)::int AS count FROM wanted
    WHERE (SELECT true FROM "grant" WHERE "grant".open_scope = wanted.scope) IS NULL GROUP BY item
  ), allowed AS (
    SELECT given.*, COALESCE(missing.count, 0) AS missing
    FROM given JOIN known USING (claim) LEFT JOIN missing USING (item) ORDER BY given.visit_id
  ), room AS (
    UPDATE visit SET asked = visit.asked + allowed.missing, seen = COALESCE(allowed.seen::jsonb, visit.seen) FROM allowed
    WHERE ${ASKED_VISIT} AND visit.id = allowed.visit_id AND visit.shop_id = allowed.shop_id
      AND (allowed.missing = 0 OR visit.asked + allowed.missing <= ${MOST_PER_VISIT})
    RETURNING allowed.*
  ), opened AS (
    INSERT INTO "grant" AS standing
      (id, shop_id, visit_id, carrier, cart_token, product_id, variant_id, gates, buyer, epoch, until, ends_at, state,
        open_scope, opened_at)
    SELECT wanted.id, room.shop_id, room.visit_id, wanted.carrier, wanted.cart_token, wanted.product_id, wanted.variant_id,
      wanted.gates::jsonb, wanted.buyer, signing.epoch, wanted.until, wanted.ends_at, 'open', wanted.scope, room.at
    FROM room JOIN signing USING (item) JOIN wanted USING (item)
    WHERE signing.epoch IS NOT NULL ORDER BY wanted.scope
    ON CONFLICT (open_scope) DO UPDATE SET
      gates = CASE WHEN EXCLUDED.until >= standing.until THEN EXCLUDED.gates || ${composeOthersSql('standing', 'EXCLUDED')}
        ELSE standing.gates || ${composeOthersSql('EXCLUDED', 'standing')} END,
      buyer = CASE WHEN EXCLUDED.until >= standing.until THEN EXCLUDED.buyer ELSE standing.buyer END,
      epoch = EXCLUDED.epoch,
      until = GREATEST(standing.until, EXCLUDED.until),
      ends_at = GREATEST(standing.ends_at, EXCLUDED.ends_at)
    RETURNING id, open_scope
  )
  SELECT given.item, signing.epoch, known.claim IS NOT NULL AS is_known, NULL AS id, NULL AS open_scope
  FROM given JOIN visit ON ${ASKED_VISIT} AND visit.id = given.visit_id AND visit.shop_id = given.shop_id
  JOIN signing USING (item) LEFT JOIN known USING (claim)
  UNION ALL SELECT NULL, NULL, NULL, id, open_scope FROM opened`

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

type Item = Omit<Parameters<GrantsPort['open']>[0], 'grants'> & {
  /** Grants by the text that is unique among open ones. */
  readonly asked: ReadonlyMap<string, GrantRequest>
}
/** The epoch of the key that signs, whether the shop was as known, and ids by scope; null if there is no such visit. */
type Opened = {
  readonly epoch: unknown
  readonly isKnown: boolean
  readonly ids: ReadonlyMap<unknown, unknown>
} | null

const openGrants = ({ db, memory }: { db: Database; memory: Memory }): GrantsPort['open'] => {
  // An UPDATE changes a row only once, so two calls for one visit do not share a statement.
  const send = createGroup<Item, Opened>({
    run: (items) => runOpen(db, items),
    keyOf: ({ visitId }) => visitId,
  })
  return async ({ grants, ...item }) => {
    const scopes = grants.map((grant) => formatScope(item.visitId, grant))
    // One statement must not write a row twice: of grants with one scope, only the one that ends last is sent.
    const asked = new Map<string, GrantRequest>()
    grants.forEach((grant, index) => {
      const scope = scopes[index] ?? ''
      const other = asked.get(scope)
      if (!other || other.endsAt < grant.endsAt) asked.set(scope, grant)
    })
    if (asked.size === 0) return []
    const opened = await send({ ...item, asked })
    if (!opened) throw endedVisit()
    if (!opened.isKnown) {
      memory.forget(item.shopId)
      throw changedShop()
    }
    const { epoch, ids } = opened
    if (typeof epoch !== 'string') throw keylessShop()
    return scopes.map((scope) => {
      const id = ids.get(scope)
      if (typeof id !== 'string') throw tooManyGrants()
      return { id, epoch }
    })
  }
}

async function runOpen(db: Database, items: readonly Item[]): Promise<Opened[]> {
  const claims = listClaims(items.map(({ known }) => known))
  const given = items.map(({ shopId, visitId, at, seen }, i) => [
    ...[i, claims.numbers[i] ?? null, shopId, visitId, at],
    seen && JSON.stringify(formatSeen(seen)),
  ])
  const wanted = items.flatMap(({ asked }, i) =>
    [...asked].map(([scope, grant]) => [
      ...[i, grant.newId, grant.carrier, grant.cartToken, grant.productId, grant.variantId],
      JSON.stringify(formatSeenGates(grant.gates)),
      ...[grant.buyer, grant.until, grant.endsAt, scope],
    ]),
  )
  const values = [...listColumns(given, GIVEN), ...listColumns(wanted, WANTED), ...claims.values]
  const rows = await db.hot.query('open_grants', OPEN, values)
  const ids = new Map(rows.flatMap((row) => (row.id === null ? [] : [[row.open_scope, row.id]])))
  const own = new Map(rows.flatMap((row) => (row.item === null ? [] : [[Number(row.item), row]])))
  return items.map((_, i) => {
    const row = own.get(i)
    return row ? { epoch: row.epoch, isKnown: row.is_known === true, ids } : null
  })
}

function tooManyGrants(): InputError {
  return new InputError('ERR_BODY_INVALID', 'This visit asks for too many lines or carts.', {
    hint: `Ask only for the lines in the cart. A visit may ask for at most ${MOST_PER_VISIT} different ones.`,
  })
}

/** The text that is unique among open grants. The cart's token comes last, because the shopper controls it. */
function formatScope(
  visitId: string,
  { carrier, cartToken, productId, variantId, codeGate }: GrantScope,
): string {
  const place = codeGate === undefined ? carrier : `${carrier}.${codeGate}`
  return [visitId, place, productId ?? '', variantId ?? '', cartToken ?? ''].join(' ')
}
