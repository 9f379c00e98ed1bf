import type { ShopId } from '../../core/gate/types.ts'
import type { CustomerRecord, KeptRow } from '../../core/privacy/types.ts'
import type { Database, HotValue } from '../database.ts'

export type CollectCustomerParameters = {
  readonly shopId: ShopId
  /** Shopify's id; null where only orders are named. */
  readonly customerId: string | null
  readonly orderIds: readonly string[]
}

/**
 * Read everything that is kept of a customer: by their id, by the orders that the request names, and by the visits that
 * led to either. An order that came with somebody else's proof does not lead to that person's visit: only a committed
 * one does, and nothing is found through a wallet, which others may hold too.
 */
export async function collectCustomer(
  parameters: CollectCustomerParameters & { readonly db: Database },
): Promise<CustomerRecord> {
  const { db, shopId, customerId } = parameters
  const read = async (name: string, sql: string, params: readonly HotValue[]) =>
    (await db.hot.query(`customer_${name}`, sql, [shopId, ...params])).map(toRow)
  // No customer has the id 0: it stands for nobody, as in a grant for anybody it would stand for everybody.
  const buyer = customerId ?? 'none'
  const orders = await read(
    'orders',
    `SELECT order_id, name, ordered_at, cart_token, outcome, detail, action, settled_at FROM settlement
      WHERE shop_id = $1::bigint AND (order_id = ANY($2::bigint[]) OR detail->>'customerId' = $3)
      ORDER BY order_id`,
    [parameters.orderIds, buyer],
  )
  const orderIds = [...new Set([...parameters.orderIds, ...orders.map((row) => String(row.order_id))])]
  const committed = orders.filter((row) => row.outcome === 'committed').map((row) => String(row.order_id))
  const grants = await read(
    'grants',
    `SELECT id, visit_id, carrier, cart_token, product_id, variant_id, gates, buyer, until, ends_at, state, opened_at,
      order_id, ordered_at FROM "grant"
      WHERE shop_id = $1::bigint AND (buyer = $3 OR buyer = '0' AND order_id = ANY($2::bigint[]))
      ORDER BY opened_at, id`,
    [committed, buyer],
  )
  const visitIds = [...new Set(grants.map((row) => String(row.visit_id)))].filter((id) => !isNobody(id))
  const grantIds = grants.map((row) => String(row.id))
  const [visits, uses, codes, changes] = await Promise.all([
    read(
      'visits',
      `SELECT id, wallets, vaults, expires_at FROM visit WHERE shop_id = $1::bigint AND id = ANY($2::text[]) ORDER BY id`,
      [visitIds],
    ),
    read(
      'uses',
      `SELECT id, gate, revision, visit_id, state, units, ends_at, order_id, created_at, updated_at FROM reservation
        WHERE shop_id = $1::bigint AND (order_id = ANY($2::bigint[]) OR visit_id = ANY($3::text[])) ORDER BY id`,
      [orderIds, visitIds],
    ),
    read(
      'codes',
      `SELECT code, gate, grant_id, buyer FROM access_code
        WHERE shop_id = $1::bigint AND (buyer = $2 OR grant_id = ANY($3::text[])) ORDER BY code`,
      [buyer, grantIds],
    ),
    read(
      'changes',
      `SELECT id, at, actor, action, gate, reservation_id, order_id, detail FROM audit_entry
        WHERE shop_id = $1::bigint AND order_id = ANY($2::bigint[]) ORDER BY id`,
      [orderIds],
    ),
  ])
  return { visits, grants, uses, orders, codes, changes }
}

/** What stands where a forgotten customer's visit stood: the same for all of them. */
function isNobody(visitId: string): boolean {
  return visitId === 'redacted' || visitId === 'redacted-use'
}

/** JSON knows no numbers of 64 bits. */
function toRow(row: Readonly<Record<string, unknown>>): KeptRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  )
}
