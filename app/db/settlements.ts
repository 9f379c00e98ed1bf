import type { GateNumber } from '../core/gate/types.ts'
import { formatAction } from '../core/settlement/actionJson.ts'
import { PAYING_SECONDS } from '../core/settlement/margins.ts'
import type { SettlementRow } from '../core/settlement/types.ts'
import type { SettlementsPort } from '../ports/settlements.ts'
import { addAuditEntry } from './audit.ts'
import type { Database } from './database.ts'
import { addHoldNews, hasHolds } from './messages/addOrderNews.ts'
import { formatRootPurpose } from './proofKeys/formatRootPurpose.ts'
import type { DecryptSecret, DeriveProofKey } from './secrets.ts'
import { deleteOldOrders } from './settlements/deleteOldOrders.ts'
import { isActionSql } from './settlements/isActionSql.ts'
import { listSettlements } from './settlements/listSettlements.ts'
import { parseSettlementRow } from './settlements/parseSettlementRow.ts'
import { readOrderGates } from './settlements/readOrderGates.ts'
import { writeSettlement } from './settlements/writeSettlement.ts'
import { parseVisitRow, VISIT_COLUMNS } from './visits.ts'

const RELEASE = `UPDATE settlement SET action = $3::jsonb, action_state = COALESCE($3::jsonb->>'state', 'none'), updated_at = GREATEST(updated_at, $5::bigint)
  WHERE shop_id = $1::bigint AND order_id = $2::bigint AND ${isActionSql('$4')}`
const SET_ACTION = `${RELEASE} RETURNING order_id`

// A row without `seenAt` was written by an older version: its order is settled again.
const FIND_SETTLED = `SELECT order_id, (detail->>'seenAt')::bigint AS seen_at, detail->'isRedacted' IS NOT NULL AS is_redacted
  FROM settlement WHERE shop_id = $1::bigint AND order_id = ANY($2::bigint[])`

const FIND_WAITING = `SELECT order_id FROM settlement
  WHERE shop_id = $1::bigint AND ordered_at >= $3::bigint AND waits_until IS NOT NULL
    AND detail->'grants' ?| $2::text[]
  ORDER BY ordered_at, order_id`

const FIND_PROOF_KEY = `SELECT shop.proof_root, COALESCE(proof_key.iana_timezone, shop.iana_timezone) AS iana_timezone
  FROM shop JOIN proof_key ON proof_key.shop_id = shop.id
  WHERE shop.id = $1::bigint AND proof_key.epoch = $2::text
    AND (proof_key.ends_at IS NULL OR proof_key.ends_at > $3::bigint)`

const FIND_VISITS = `SELECT ${VISIT_COLUMNS} FROM visit WHERE shop_id = $1::bigint AND id = ANY($2::text[]) ORDER BY id`

const FIND_UNITS = `SELECT DISTINCT reservation.gate, unit->>'kind' AS kind, unit->>'key' AS key
  FROM reservation CROSS JOIN LATERAL jsonb_array_elements(reservation.units) AS unit
  WHERE reservation.shop_id = $1::bigint AND reservation.order_id = $2::bigint AND unit->>'kind' IN ('wallet', 'token')
  ORDER BY key, kind, gate`

/** Store settlements in the table `settlement`, and read the facts that they are decided from. */
export function createSettlementsPort(parameters: {
  db: Database
  decryptSecret: DecryptSecret
  deriveProofKey: DeriveProofKey
}): SettlementsPort {
  const { db, decryptSecret, deriveProofKey } = parameters
  const load = loadSettlement(db)
  return {
    load,
    save: writeSettlement({ db, load }),
    setAction: async ({ shopId, orderId, action, expected, at }) => {
      const actions = [JSON.stringify(formatAction(action)), JSON.stringify(formatAction(expected))]
      if (!hasHolds(action) || hasHolds(expected)) {
        const rows = await db.hot.query('set_action', SET_ACTION, [shopId, orderId, ...actions, at])
        return rows.length > 0
      }
      return db.prisma.$transaction(async (tx) => {
        const values = [shopId, BigInt(orderId), ...actions, BigInt(at)]
        if ((await tx.$executeRawUnsafe(RELEASE, ...values)) === 0) return false
        await addHoldNews({ tx, shopId, orderId, action, before: expected, at })
        return true
      })
    },
    release: ({ shopId, orderId, action, expected, actor, detail, at }) =>
      db.prisma.$transaction(async (tx) => {
        const actions = [JSON.stringify(formatAction(action)), JSON.stringify(formatAction(expected))]
        const changed = await tx.$executeRawUnsafe(RELEASE, shopId, BigInt(orderId), ...actions, BigInt(at))
        if (changed === 0) return false
        const about = { gate: null, reservationId: null, orderId: BigInt(orderId), detail }
        await addAuditEntry({ tx, shopId, entry: { at, actor, action: 'order.released', ...about } })
        return true
      }),
    loadMany: loadSettlements(db),
    list: listSettlements(db),
    findSettled: async ({ shopId, orderIds }) => {
      if (orderIds.length === 0) return new Map()
      const rows = await db.hot.query('find_settled', FIND_SETTLED, [shopId, orderIds])
      return new Map(
        rows.map((row) => [
          Number(row.order_id),
          row.is_redacted === true ? Number.POSITIVE_INFINITY : Number(row.seen_at ?? -1),
        ]),
      )
    },
    findWaiting: async ({ shopId, grants, since }) => {
      if (grants.length === 0) return []
      const rows = await db.hot.query('find_waiting', FIND_WAITING, [shopId, [...grants], since])
      return rows.map(({ order_id: orderId }) => Number(orderId))
    },
    readGates: readOrderGates(db),
    deleteOld: deleteOldOrders(db),
    findProofKey: async ({ shopId, epoch, at }) => {
      const values = [shopId, epoch, at - PAYING_SECONDS]
      const [row] = await db.hot.query('find_proof_key', FIND_PROOF_KEY, values)
      if (typeof row?.proof_root !== 'string') return null
      const root = decryptSecret({ sealed: row.proof_root, purpose: formatRootPurpose({ shopId }) })
      return { key: deriveProofKey({ root, epoch, shopId }), ianaTimezone: String(row.iana_timezone) }
    },
    findVisits: async ({ shopId, ids }) => {
      if (ids.length === 0) return []
      return (await db.hot.query('find_visits', FIND_VISITS, [shopId, ids])).map(parseVisitRow)
    },
    findUnits: async ({ shopId, orderId }) => {
      const rows = await db.hot.query('find_units', FIND_UNITS, [shopId, orderId])
      return rows.map(({ gate, kind, key }) => ({
        gate: Number(gate) as GateNumber,
        kind: kind === 'token' ? 'token' : 'wallet',
        key: String(key),
      }))
    },
  }
}

const loadSettlement =
  (db: Database): SettlementsPort['load'] =>
  async ({ shopId, orderId }) => {
    const key = { shopId, orderId: BigInt(orderId) }
    const row = await db.prisma.settlement.findUnique({ where: { shopId_orderId: key } })
    return row && parseSettlementRow(row)
  }

const loadSettlements =
  (db: Database): SettlementsPort['loadMany'] =>
  async ({ shopId, orderIds }) => {
    const found = { rows: new Map<number, SettlementRow>(), errors: new Map<number, unknown>() }
    if (orderIds.length === 0) return found
    const where = { shopId, orderId: { in: orderIds.map(BigInt) } }
    for (const row of await db.prisma.settlement.findMany({ where })) {
      const orderId = Number(row.orderId)
      try {
        found.rows.set(orderId, parseSettlementRow(row))
      } catch (error) {
        found.errors.set(orderId, error)
      }
    }
    return found
  }
