import type { ReceiptsPort } from '../ports/receipts.ts'
import type { Database } from './database.ts'

const FIND = `SELECT receipt.gate, receipt.revision, receipt.grant_id, receipt.token, receipt.created_at,
    gate_revision.requirement
  FROM receipt JOIN gate_revision ON gate_revision.shop_id = receipt.shop_id AND gate_revision.number = receipt.gate
    AND gate_revision.revision = receipt.revision
  WHERE receipt.shop_id = $1::bigint AND receipt.order_id = $2::bigint
  ORDER BY receipt.gate, receipt.grant_id`

// The settlement's row is locked, so that an erasure or deletion of the order comes before, or deletes the receipts too.
const ADD = `WITH settled AS (
    SELECT shop_id, order_id FROM settlement
    WHERE shop_id = $1::bigint AND order_id = $2::bigint AND detail->'isRedacted' IS NULL FOR SHARE
  )
  INSERT INTO receipt (shop_id, order_id, gate, revision, grant_id, token, created_at)
  SELECT settled.shop_id, settled.order_id, made.* FROM settled
    CROSS JOIN unnest($3::bigint[], $4::int[], $5::text[], $6::text[], $7::bigint[]) AS made
  ON CONFLICT DO NOTHING`

const FIND_CONDITIONS = `SELECT number, gate_revision.revision, requirement
  FROM unnest($2::bigint[], $3::int[]) AS used (gate, revision)
  JOIN gate_revision ON shop_id = $1::bigint AND number = used.gate AND gate_revision.revision = used.revision`

/** Store receipts in the table `receipt`. */
export function createReceiptsPort({ db }: { db: Database }): ReceiptsPort {
  return {
    find: async ({ shopId, orderId }) => {
      const rows = await db.hot.query('find_receipts', FIND, [shopId, orderId])
      return rows.map((row) => ({
        gate: Number(row.gate),
        revision: Number(row.revision),
        grant: String(row.grant_id),
        token: String(row.token),
        condition: row.requirement,
        createdAt: Number(row.created_at),
      }))
    },
    add: async ({ shopId, orderId, receipts }) => {
      const columns = [
        receipts.map(({ gate }) => gate),
        receipts.map(({ revision }) => revision),
        receipts.map(({ grant }) => grant),
        receipts.map(({ token }) => token),
        receipts.map(({ createdAt }) => createdAt),
      ]
      await db.hot.query('add_receipts', ADD, [shopId, orderId, ...columns])
    },
    findConditions: async ({ shopId, uses }) => {
      const columns = [uses.map(({ gate }) => gate), uses.map(({ revision }) => revision)]
      const rows = await db.hot.query('find_receipt_conditions', FIND_CONDITIONS, [shopId, ...columns])
      return rows.map(({ number, revision, requirement }) => ({
        ...{ gate: Number(number), revision: Number(revision), condition: requirement },
      }))
    },
  }
}
