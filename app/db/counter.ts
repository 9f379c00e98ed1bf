import type { CounterCheck, CounterSale, OrderCharge, Till } from '../core/counter/types.ts'
import { parseReactionJson } from '../core/gate/reactionJson.ts'
import { parseSubject } from '../core/gate/termsJson.ts'
import type { GateNumber, ShopId } from '../core/gate/types.ts'
import { readList, readWhole } from '../core/stored/fields.ts'
import type { CounterPort, ListedCharge } from '../ports/counter.ts'
import { chargeCheck } from './counter/chargeCheck.ts'
import { undoCharge } from './counter/undoCharge.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow } from './database.ts'

/** A check that nobody charged is kept as long, so that its code stays used. */
const KEPT_SECONDS = 86_400

const CREATE_TILL = `INSERT INTO till (id, shop_id, name, token_hash, actor, created_at, ends_at)
  VALUES ($1, $2::bigint, $3, $4, $5, $6::bigint, $7::bigint) ON CONFLICT (id) DO NOTHING`
const TILL = 'id, shop_id, name, actor, created_at, ends_at, revoked_at, used_at'
const LIST_TILLS = `SELECT ${TILL} FROM till WHERE shop_id = $1::bigint ORDER BY created_at DESC, id LIMIT $2::int`
const REVOKE_TILL = `UPDATE till SET revoked_at = $3::bigint
  WHERE id = $2 AND shop_id = $1::bigint AND revoked_at IS NULL AND ends_at > $3::bigint RETURNING id`
const REVOKE_TILLS = `UPDATE till SET revoked_at = $2::bigint
  WHERE shop_id = $1::bigint AND revoked_at IS NULL AND ends_at > $2::bigint`
const FIND_TILL = `SELECT ${TILL}, (SELECT myshopify_domain FROM shop WHERE shop.id = till.shop_id) AS myshopify_domain
  FROM till WHERE token_hash = $1`

// Of two tills at once the unique key lets one insert its row; the other waits for it, and then updates nothing.
const CLAIM_CODE = `WITH used AS (
    UPDATE till SET used_at = $6::bigint WHERE id = $2
  )
  INSERT INTO counter_check (id, shop_id, till_id, visit_id, step, checked_at)
  SELECT $5, $1::bigint, $2, $3, $4::bigint, $6::bigint
  WHERE NOT EXISTS (SELECT 1 FROM counter_check WHERE visit_id = $3 AND step > $4::bigint)
  ON CONFLICT (visit_id, step) DO UPDATE SET checked_at = EXCLUDED.checked_at
    WHERE counter_check.till_id = EXCLUDED.till_id AND counter_check.charged_at IS NULL
  RETURNING id`

const CHECK = `id, till_id, visit_id, checked_at, gate, revision, units, grant_id, charged_at, order_name, undone_at,
    order_id`
const FIND_CHECK = `SELECT ${CHECK} FROM counter_check WHERE id = $3 AND shop_id = $1::bigint AND till_id = $2`
const LIST_CHARGES = `SELECT counter_check.id, till_id, visit_id, checked_at, gate, revision, units, grant_id, charged_at,
    order_name, undone_at, order_id, till.name AS till
  FROM counter_check LEFT JOIN till ON till.id = counter_check.till_id
  WHERE counter_check.shop_id = $1::bigint AND charged_at IS NOT NULL ORDER BY charged_at DESC LIMIT $2::int`

// The reaction is read as text: the drivers of the two engines read numbers in JSON differently.
const ORDER_CHARGE = `SELECT charged.id, charged.gate, charged.revision, charged.grant_id, charged.units, charged.charged_at,
    charged.order_name, terms.subject::text AS subject, terms.reaction::text AS reaction
  FROM counter_check AS charged JOIN gate_revision AS terms ON terms.shop_id = charged.shop_id
    AND terms.number = charged.gate AND terms.revision = charged.revision`
const FIND_ORDERED = `${ORDER_CHARGE} WHERE charged.shop_id = $1::bigint AND charged.order_id = $2::bigint
  ORDER BY charged.gate, charged.id`
const LIST_WAITING = `${ORDER_CHARGE} WHERE charged.shop_id = $1::bigint AND charged.order_id IS NULL
    AND charged.undone_at IS NULL AND charged.charged_at >= $5::bigint AND (charged.charged_at BETWEEN $2::bigint AND $3::bigint
      OR ltrim(charged.order_name, '#') = ltrim($4, '#'))
  ORDER BY ltrim(charged.order_name, '#') = ltrim($4, '#') DESC NULLS LAST, charged.charged_at DESC LIMIT 200`
const CLAIM_CHARGE = `UPDATE counter_check SET order_id = $3::bigint
  WHERE id = $2 AND shop_id = $1::bigint AND order_id IS NULL AND undone_at IS NULL AND charged_at IS NOT NULL
  RETURNING id`

const SET_SALE = `INSERT INTO counter_sale (shop_id, order_id, name, ordered_at, gates)
  VALUES ($1::bigint, $2::bigint, $3, $4::bigint, $5::jsonb)
  ON CONFLICT (shop_id, order_id) DO UPDATE SET gates = EXCLUDED.gates`
const DELETE_SALE = 'DELETE FROM counter_sale WHERE shop_id = $1::bigint AND order_id = $2::bigint'
const LIST_SALES = `SELECT order_id, name, ordered_at, gates::text AS gates FROM counter_sale
  WHERE shop_id = $1::bigint AND ordered_at >= $2::bigint ORDER BY ordered_at DESC LIMIT $3::int`

/** Store tills, checks and charges in `till`, `counter_check` and `counter_sale`. */
export function createCounterPort({ db }: { db: Database }): CounterPort {
  const sweep = createSweep({ db, table: 'counter_check' })
  return {
    createTill: async ({ till: { id, shopId, name, actor, createdAt, endsAt }, tokenHash }) => {
      await db.hot.query('create_till', CREATE_TILL, [id, shopId, name, tokenHash, actor, createdAt, endsAt])
    },
    listTills: async ({ shopId, limit }) =>
      (await db.hot.query('list_tills', LIST_TILLS, [shopId, limit])).map(parseTillRow),
    revokeTill: async ({ shopId, id, at }) =>
      (await db.hot.query('revoke_till', REVOKE_TILL, [shopId, id, at])).length > 0,
    revokeTills: async ({ shopId, at }) => {
      await db.hot.query('revoke_tills', REVOKE_TILLS, [shopId, at])
    },
    findTill: async ({ tokenHash }) => {
      const [row] = await db.hot.query('find_till', FIND_TILL, [tokenHash])
      return row ? { till: parseTillRow(row), myshopifyDomain: String(row.myshopify_domain) } : null
    },
    claimCode: async ({ shopId, tillId, visitId, step, newId, at }) => {
      const asked = [shopId, tillId, visitId, step, newId, at]
      const [row] = await db.hot.query('claim_counter_code', CLAIM_CODE, asked)
      await sweep(at - KEPT_SECONDS)
      return row ? { id: String(row.id) } : null
    },
    findCheck: async ({ shopId, tillId, id }) => {
      const [row] = await db.hot.query('find_counter_check', FIND_CHECK, [shopId, tillId, id])
      return row ? parseCheckRow(row) : null
    },
    charge: chargeCheck(db),
    undo: undoCharge(db),
    listCharges: async ({ shopId, limit }) => {
      const rows = await db.hot.query('list_counter_charges', LIST_CHARGES, [shopId, limit])
      return rows.flatMap((row): ListedCharge[] => {
        const { id, charge } = parseCheckRow(row)
        return charge ? [{ ...charge, id, till: row.till === null ? '' : String(row.till) }] : []
      })
    },
    findOrdered: async ({ shopId, orderId }) =>
      (await db.hot.query('find_ordered_charges', FIND_ORDERED, [shopId, orderId])).map(parseOrderCharge),
    listWaiting: async ({ shopId, from, until, orderName, namedSince }) => {
      const asked = [shopId, from, until, orderName, namedSince]
      return (await db.hot.query('list_waiting_charges', LIST_WAITING, asked)).map(parseOrderCharge)
    },
    claimCharge: async ({ shopId, id, orderId }) =>
      (await db.hot.query('claim_counter_charge', CLAIM_CHARGE, [shopId, id, orderId])).length > 0,
    setSale: async ({ shopId, sale: { orderId, name, orderedAt, gates } }) => {
      if (gates.length === 0) await db.hot.query('delete_counter_sale', DELETE_SALE, [shopId, orderId])
      else {
        const values = [shopId, orderId, name, orderedAt, JSON.stringify(gates)]
        await db.hot.query('set_counter_sale', SET_SALE, values)
      }
    },
    listSales: async ({ shopId, since, limit }) =>
      (await db.hot.query('list_counter_sales', LIST_SALES, [shopId, since, limit])).map(parseSaleRow),
  }
}

const toNumberOrNull = (value: unknown) => (value === null ? null : Number(value))
const toTextOrNull = (value: unknown) => (value === null ? null : String(value))

function parseTillRow(row: HotRow): Till {
  return {
    id: String(row.id),
    shopId: BigInt(String(row.shop_id)) as ShopId,
    name: String(row.name),
    actor: String(row.actor),
    createdAt: Number(row.created_at),
    endsAt: Number(row.ends_at),
    revokedAt: toNumberOrNull(row.revoked_at),
    usedAt: toNumberOrNull(row.used_at),
  }
}

function parseCheckRow(row: HotRow): CounterCheck {
  return {
    id: String(row.id),
    tillId: String(row.till_id),
    visitId: String(row.visit_id),
    checkedAt: Number(row.checked_at),
    charge:
      row.charged_at === null
        ? null
        : {
            gate: Number(row.gate) as GateNumber,
            revision: Number(row.revision),
            units: Number(row.units),
            grantId: String(row.grant_id),
            chargedAt: Number(row.charged_at),
            orderName: toTextOrNull(row.order_name),
            undoneAt: toNumberOrNull(row.undone_at),
            orderId: toNumberOrNull(row.order_id),
          },
  }
}

function parseOrderCharge(row: HotRow): OrderCharge {
  return {
    id: String(row.id),
    gate: Number(row.gate) as GateNumber,
    revision: Number(row.revision),
    grantId: String(row.grant_id),
    units: Number(row.units),
    chargedAt: Number(row.charged_at),
    orderName: toTextOrNull(row.order_name),
    subject: parseSubject(JSON.parse(String(row.subject))),
    reaction: parseReactionJson(JSON.parse(String(row.reaction))),
  }
}

function parseSaleRow(row: HotRow): CounterSale {
  return {
    orderId: Number(row.order_id),
    name: String(row.name),
    orderedAt: Number(row.ordered_at),
    gates: readList(JSON.parse(String(row.gates)), 'gates', (one) => readWhole(one, 'gates', 1)),
  }
}
