import type { GateChange } from '../../core/gate/change.ts'
import { formatDraftJson, parseDraftJson } from '../../core/gate/draftJson.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import type { GateDraft, GateNumber } from '../../core/gate/types.ts'
import { unknownChange } from '../../core/gate/unknownChange.ts'
import type { GatesPort } from '../../ports/gates.ts'
import type { Database } from '../database.ts'
import { type Gate as GateRow, Prisma } from '../generated/client.ts'

/** Add a change to a gate's history, in the transaction that saves it. `draft` is null if the gate was deleted. */
export async function addChange(parameters: {
  tx: Prisma.TransactionClient
  gate: GateRow
  draft: GateDraft | null
  actor: string
  restoredFrom?: string | null | undefined
  at: number
}): Promise<void> {
  const { tx, gate, draft, actor, restoredFrom = null, at } = parameters
  const { shopId, number } = gate
  await tx.gateChange.create({
    data: {
      ...{ shopId, number, actor, at: BigInt(at) },
      draft: draft === null ? Prisma.DbNull : (formatDraftJson(draft) as unknown as Prisma.InputJsonObject),
      restoredFrom: restoredFrom === null ? null : BigInt(restoredFrom),
    },
  })
}

type ChangeRow = {
  id: bigint
  number: bigint
  at: bigint
  actor: string
  draft: unknown
  before: unknown
  has_before: boolean
  restored_from: bigint | null
  gate_name: string
  is_gone: boolean
  gate_updated_at: bigint
  is_latest: boolean
}

// The version before a change is the same gate's last earlier row.
const CHANGES = Prisma.sql`SELECT c.id, c.number, c.at, c.actor, c.draft, c.restored_from, p.draft AS before,
    p.id IS NOT NULL AS has_before, g.name AS gate_name, g.deleted_at IS NOT NULL AS is_gone,
    g.updated_at AS gate_updated_at, NOT EXISTS (SELECT 1 FROM gate_change
      WHERE shop_id = c.shop_id AND number = c.number AND id > c.id) AS is_latest
  FROM gate_change c JOIN gate g ON g.shop_id = c.shop_id AND g.number = c.number LEFT JOIN LATERAL (SELECT id, draft FROM gate_change
    WHERE shop_id = c.shop_id AND number = c.number AND id < c.id ORDER BY id DESC LIMIT 1) p ON true`

/** List changes of gates. @see GatesPort.listChanges */
export const listChanges =
  (db: Database): GatesPort['listChanges'] =>
  async ({ shopId, number, before, limit }) => {
    const ofGate = number === undefined ? Prisma.empty : Prisma.sql`AND c.number = ${BigInt(number)}`
    const older = before === undefined ? Prisma.empty : Prisma.sql`AND c.id < ${BigInt(before)}`
    const rows = await db.prisma.$queryRaw<ChangeRow[]>`${CHANGES}
      WHERE c.shop_id = ${shopId} ${ofGate} ${older} ORDER BY c.id DESC LIMIT ${limit}`
    return rows.map(parseChangeRow)
  }

/** Load a change. @see GatesPort.loadChange */
export const loadChange =
  (db: Database): GatesPort['loadChange'] =>
  async ({ shopId, number, id }) => {
    const [row] = await db.prisma.$queryRaw<ChangeRow[]>`${CHANGES}
      WHERE c.shop_id = ${shopId} AND c.number = ${BigInt(number)} AND c.id = ${BigInt(id)}`
    if (!row) throw unknownChange()
    return parseChangeRow(row)
  }

function parseChangeRow(row: ChangeRow): GateChange {
  return {
    id: String(row.id),
    number: Number(row.number) as GateNumber,
    gateName: row.gate_name,
    isGateDeleted: row.is_gone,
    gateUpdatedAt: Number(row.gate_updated_at),
    at: Number(row.at),
    actor: row.actor,
    draft: parseVersion(row.draft),
    before: row.has_before ? parseVersion(row.before) : null,
    isLatest: row.is_latest,
    restoredFrom: row.restored_from === null ? null : String(row.restored_from),
  }
}

function parseVersion(draft: unknown): GateDraft | 'unreadable' | null {
  return draft === null ? null : (parseOrNull(() => parseDraftJson(draft)) ?? 'unreadable')
}
