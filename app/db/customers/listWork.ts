import type { PendingCustomer } from '../../core/customer/types.ts'
import type { CustomersPort } from '../../ports/customers.ts'
import type { Database, HotRow } from '../database.ts'
import { parseGateColumns, parseWalletRows } from './parseCustomerRow.ts'

// A row waits while its tokens are due to be read, because the tag may be wrong. Those of other gates are never read.
const PENDING = `SELECT row.customer_id, row.gate, row.linked_at, row.own_tag, row.is_leaving, row.version
  FROM customer_gate AS row WHERE row.shop_id = $1::bigint AND row.customer_id IN (
    SELECT DISTINCT one.customer_id FROM customer_gate AS one
    WHERE one.shop_id = $1::bigint AND one.needs_write AND (one.is_leaving OR one.next_check_at > $2::bigint OR NOT one.gate = ANY($4::bigint[]))
    ORDER BY one.customer_id LIMIT $3::int)
  ORDER BY row.customer_id, row.gate`

const DUE = `WITH due AS (
    SELECT customer_id, gate, version, next_check_at FROM customer_gate
    WHERE shop_id = $1::bigint AND next_check_at <= $2::bigint AND NOT is_leaving AND gate = ANY($4::bigint[])
    ORDER BY next_check_at, customer_id, gate LIMIT $3::int
  ) SELECT due.customer_id, due.gate, due.version, (
      SELECT COALESCE(jsonb_agg(jsonb_build_object('address', address, 'onlyOn', only_on, 'vault', vault)
        ORDER BY proven_at, address), '[]'::jsonb)
      FROM customer_wallet AS wallet WHERE wallet.shop_id = $1::bigint AND wallet.customer_id = due.customer_id
    ) AS wallets FROM due ORDER BY due.gate, due.customer_id`

/** List customers to be written. @see CustomersPort.listPending */
export const listPending =
  (db: Database): CustomersPort['listPending'] =>
  async ({ shopId, gates, at, limit }) => {
    const rows = await db.hot.query('list_pending_customers', PENDING, [shopId, at, limit, [...gates]])
    const found = new Map<string, HotRow[]>()
    for (const row of rows) {
      const id = String(row.customer_id)
      found.set(id, [...(found.get(id) ?? []), row])
    }
    return [...found].map(
      ([customerId, own]): PendingCustomer => ({ customerId, gates: own.map(parseGateColumns) }),
    )
  }

/** List customers whose tokens are to be read. @see CustomersPort.listDue */
export const listDue =
  (db: Database): CustomersPort['listDue'] =>
  async ({ shopId, gates, at, limit }) => {
    const rows = await db.hot.query('list_due_customers', DUE, [shopId, at, limit, [...gates]])
    return rows.map((row) => ({
      customerId: String(row.customer_id),
      gate: Number(row.gate),
      version: Number(row.version),
      ...parseWalletRows(row.wallets),
    }))
  }
