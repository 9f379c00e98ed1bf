import type { Gate } from '../../core/gate/types.ts'
import type { Known } from '../../core/known.ts'
import type { GatesPort } from '../../ports/gates.ts'
import type { Database, HotRow } from '../database.ts'
import { type GateColumns, parseGateRow } from './parseGateRow.ts'

const FIND = `SELECT shop_id, number, name, discount_name, state, test, subject, requirement, reaction, cap, limits,
    schedule, combination, guard, recheck, fresh_signature, shows_uses, revision, profile, published,
    pending_reason, written_product_ids, written_variant_ids, updated_at, deleted_at, xmin::text AS version
  FROM gate WHERE shop_id = $1::bigint AND number = ANY($2::bigint[]) AND (deleted_at IS NULL OR $3::boolean)
  ORDER BY number`

/** Read gates with the versions of their rows. @see GatesPort.find */
export async function readGates({
  db,
  shopId,
  numbers,
  withDeleted = false,
}: Parameters<GatesPort['find']>[0] & { readonly db: Database }): Promise<Known<Gate>[]> {
  const rows = await db.hot.query('find_gates', FIND, [shopId, numbers, withDeleted])
  return rows.map((row) => ({ ...parseGateRow(toColumns(row)), version: String(row.version) }))
}

/** The driver answers 64-bit numbers as text or as numbers, and JSON parsed. */
function toColumns(row: HotRow): GateColumns {
  const toBigInt = (value: unknown) => BigInt(String(value))
  const toBigInts = (values: unknown) => ((values ?? []) as readonly unknown[]).map(toBigInt)
  return {
    shopId: toBigInt(row.shop_id),
    number: toBigInt(row.number),
    name: row.name,
    discountName: row.discount_name,
    state: row.state,
    test: row.test,
    subject: row.subject,
    requirement: row.requirement,
    reaction: row.reaction,
    cap: row.cap,
    limits: row.limits,
    schedule: row.schedule,
    combination: row.combination,
    guard: row.guard,
    recheck: row.recheck,
    freshSignature: row.fresh_signature,
    showsUses: row.shows_uses,
    revision: row.revision,
    profile: row.profile,
    published: row.published,
    pendingReason: row.pending_reason,
    writtenProductIds: toBigInts(row.written_product_ids),
    writtenVariantIds: toBigInts(row.written_variant_ids),
    updatedAt: toBigInt(row.updated_at),
    deletedAt: row.deleted_at === null ? null : toBigInt(row.deleted_at),
  } as GateColumns
}
