import { parseOrNull } from '../core/gate/parseOrNull.ts'
import type { GateNumber, ShopId } from '../core/gate/types.ts'
import { formatAction } from '../core/settlement/actionJson.ts'
import { PAYING_SECONDS } from '../core/settlement/margins.ts'
import type { SettlementsPort } from '../ports/settlements.ts'
import { addAuditEntry } from './audit.ts'
import type { Database } from './database.ts'
import type { Prisma, Settlement as Row } from './generated/client.ts'
import { formatRootPurpose } from './proofKeys/formatRootPurpose.ts'
import type { DecryptSecret, DeriveProofKey } from './secrets.ts'
import { isActionSql } from './settlements/isActionSql.ts'
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
      const rows = await db.hot.query('set_action', SET_ACTION, [shopId, orderId, ...actions, at])
      return rows.length > 0
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

const listSettlements =
  (db: Database): SettlementsPort['list'] =>
  async ({ shopId, before, limit, ...filter }) => {
    const found = await findRows(db, { shopId, before, where: composeFilter(filter), limit: limit + 1 })
    const rows = found.slice(0, limit)
    const read = rows.map((row) => parseOrNull(() => parseSettlementRow(row)))
    const last = found.length > limit ? rows.at(-1) : undefined
    return {
      rows: read.filter((row) => row !== null),
      unreadable: rows
        .filter((_, i) => read[i] === null)
        .map(({ orderId, name }) => ({ orderId: Number(orderId), name })),
      next: last ? { orderedAt: Number(last.orderedAt), orderId: Number(last.orderId) } : null,
    }
  }

type Filter = Omit<Parameters<SettlementsPort['list']>[0], 'shopId' | 'before' | 'limit'>

function composeFilter({ outcome, isPending, name, gate, from, until }: Filter): Prisma.SettlementWhereInput {
  const orderedAt = {
    ...(from !== undefined && { gte: BigInt(from) }),
    ...(until !== undefined && { lt: BigInt(until) }),
  }
  return {
    ...(outcome && { outcome }),
    ...(isPending && { actionState: 'pending' }),
    // Prisma passes the signs of a pattern on.
    ...(name && { name: { contains: name.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } }),
    AND: [{ orderedAt }, ...(gate === undefined ? [] : [{ OR: listMentions(gate) }])],
  }
}

/** Where a settlement may name a gate. */
function listMentions(gate: number): Prisma.SettlementWhereInput[] {
  const inside = (path: string, item: Prisma.InputJsonObject) => ({
    detail: { path: [path], array_contains: [item] },
  })
  return [
    inside('gates', { gate }),
    inside('reasons', { gate }),
    inside('lines', { gates: [gate] }),
    inside('lines', { closedGates: [gate] }),
    inside('lines', { reasons: [{ gate }] }),
  ]
}

async function findRows(
  db: Database,
  parameters: {
    shopId: ShopId
    where: Prisma.SettlementWhereInput
    before: { orderedAt: number; orderId: number } | undefined
    limit: number
  },
): Promise<Row[]> {
  const { shopId, where, before, limit } = parameters
  const orderedAt = BigInt(before?.orderedAt ?? 0)
  const older = before && [
    { orderedAt: { lt: orderedAt } },
    { orderedAt, orderId: { lt: BigInt(before.orderId) } },
  ]
  return db.prisma.settlement.findMany({
    // The bound by itself is a range of the index; the alternatives are not.
    where: { shopId, ...where, ...(older && { orderedAt: { lte: orderedAt }, OR: older }) },
    orderBy: [{ orderedAt: 'desc' }, { orderId: 'desc' }],
    take: limit,
  })
}
