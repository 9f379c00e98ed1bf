import type { KeptRow } from '../../core/privacy/types.ts'
import type { PrivacyPort } from '../../ports/privacy.ts'
import type { Database, HotValue } from '../database.ts'
import { formatCustomerWord } from '../settlements/words.ts'

/** Collect a customer's data. @see PrivacyPort.listCustomerData */
export const listCustomerData =
  (db: Database): PrivacyPort['listCustomerData'] =>
  async ({ shopId, customerId, orderIds: named }) => {
    const read = async (name: string, sql: string, params: readonly HotValue[]) =>
      (await db.hot.query(`customer_${name}`, sql, [shopId, ...params])).map(toRow)
    // Not 0: a grant for any buyer has the buyer 0, and no customer has this id.
    const buyer = customerId ?? 'none'
    const orders = await read(
      'orders',
      `SELECT order_id, name, ordered_at, cart_token, outcome, detail, action, settled_at FROM settlement
      WHERE shop_id = $1::bigint AND order_id = ANY($2::bigint[] || ARRAY(
        SELECT order_id FROM order_word WHERE shop_id = $1::bigint AND word = convert_to($4::text, 'UTF8')))
        AND (order_id = ANY($2::bigint[]) OR detail->>'customerId' = $3)
      ORDER BY order_id`,
      [named, buyer, formatCustomerWord(buyer)],
    )
    const orderIds = [...new Set([...named, ...orders.map((row) => String(row.order_id))])]
    const committed = orders.filter((row) => row.outcome === 'committed').map((row) => String(row.order_id))
    const grants = await read(
      'grants',
      `SELECT id, visit_id, carrier, cart_token, product_id, variant_id, gates, buyer, until, ends_at, state, opened_at,
      order_id, ordered_at FROM "grant"
      WHERE shop_id = $1::bigint AND (buyer = $3 AND buyer <> '0' OR buyer = '0' AND order_id = ANY($2::bigint[]))
      ORDER BY opened_at, id`,
      [committed, buyer],
    )
    const visitIds = [...new Set(grants.map((row) => String(row.visit_id)))].filter((id) => !isNobody(id))
    const grantIds = grants.map((row) => String(row.id))
    const [visits, passes, unlocks, uses, receipts, codes, changes, tags, wallets, messages, requests] =
      await Promise.all([
        read(
          'visits',
          `SELECT id, wallets, vaults, expires_at FROM visit WHERE shop_id = $1::bigint AND id = ANY($2::text[]) ORDER BY id`,
          [visitIds],
        ),
        read(
          'passes',
          `SELECT id, gate, wallet_address, units, note, actor, created_at, ends_at FROM staff_pass
        WHERE shop_id = $1::bigint AND id = ANY($2::text[]) ORDER BY id`,
          [visitIds],
        ),
        read(
          'unlocks',
          `SELECT id, visit_id, at, gate, revision, outcome, detail, ARRAY(SELECT convert_from(address, 'UTF8')
          FROM unlock_wallet WHERE event_id = unlock_event.id ORDER BY address) AS wallets FROM unlock_event
        WHERE shop_id = $1::bigint AND visit_id = ANY($2::text[]) ORDER BY id`,
          [visitIds],
        ),
        read(
          'uses',
          `SELECT id, gate, revision, visit_id, state, units, ends_at, order_id, created_at, updated_at FROM reservation
        WHERE shop_id = $1::bigint AND (order_id = ANY($2::bigint[]) OR visit_id = ANY($3::text[])) ORDER BY id`,
          [orderIds, visitIds],
        ),
        read(
          'receipts',
          `SELECT order_id, gate, revision, token, created_at FROM receipt
        WHERE shop_id = $1::bigint AND order_id = ANY($2::bigint[]) ORDER BY order_id, gate, grant_id`,
          [committed],
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
        read(
          'tags',
          `SELECT gate, linked_at, own_tag, asked_tag, refusal, checked_at, unread FROM customer_gate
        WHERE shop_id = $1::bigint AND customer_id = $2::bigint AND NOT is_erased ORDER BY gate`,
          [customerId],
        ),
        read(
          'wallets',
          `SELECT address, only_on, vault, proven_at FROM customer_wallet
        WHERE shop_id = $1::bigint AND customer_id = $2::bigint ORDER BY proven_at, address, only_on`,
          [customerId],
        ),
        read(
          'messages',
          `SELECT id, kind, gate, at, data, order_id, state, attempts FROM message
        WHERE shop_id = $1::bigint AND (order_id = ANY($2::bigint[]) OR visit_id = ANY($3::text[])) ORDER BY id`,
          [orderIds, visitIds],
        ),
        read(
          'requests',
          `SELECT id, order_ids, received_at, answered_at FROM data_request
        WHERE shop_id = $1::bigint AND customer_id = $2::bigint ORDER BY id`,
          [customerId],
        ),
      ])
    return {
      visits,
      passes,
      unlocks,
      grants,
      uses,
      orders,
      receipts,
      codes,
      changes,
      tags,
      wallets,
      messages,
      requests,
    }
  }

/** Whether the visit was redacted: all redacted rows have one of these ids. */
function isNobody(visitId: string): boolean {
  return visitId === 'redacted' || visitId === 'redacted-use'
}

/** Convert 64-bit numbers to text, because the record becomes JSON. */
function toRow(row: Readonly<Record<string, unknown>>): KeptRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  )
}
