import type { GateNumber } from '../../core/gate/types.ts'
import { PAYING_SECONDS } from '../../core/settlement/margins.ts'
import type { OrderUnit } from '../../core/settlement/types.ts'
import { parseSeenGates, parseWallets } from '../../core/visit/visitJson.ts'
import type { CustomersPort } from '../../ports/customers.ts'
import type { Database, HotRow, HotValue } from '../database.ts'
import { formatCustomerWord } from '../settlements/words.ts'

// An index finds them: grants of one customer are few among those for anybody.
const OPEN = `SELECT ends_at, gates, visit_id FROM "grant"
  WHERE shop_id = $1::bigint AND buyer = $2::text AND buyer <> '0' AND ends_at > $3::bigint AND state = 'open'
  ORDER BY ends_at DESC LIMIT 200`
const VISITS =
  'SELECT wallets, vaults FROM visit WHERE shop_id = $1::bigint AND id = ANY($2::text[]) ORDER BY id'
const WALLETS = `SELECT address FROM customer_wallet WHERE shop_id = $1::bigint AND customer_id = $2::bigint
  ORDER BY proven_at DESC, address LIMIT 50`
const HELD = `SELECT gate FROM customer_gate
  WHERE shop_id = $1::bigint AND customer_id = $2::bigint AND NOT is_leaving AND NOT is_erased ORDER BY gate LIMIT 250`
const ORDERS = `SELECT order_id FROM order_word WHERE shop_id = $1::bigint AND word = convert_to($2::text, 'UTF8')
  ORDER BY ordered_at DESC, order_id DESC LIMIT $3::int`
const UNITS = `SELECT DISTINCT reservation.order_id, reservation.gate, unit->>'kind' AS kind, unit->>'key' AS key
  FROM reservation CROSS JOIN LATERAL jsonb_array_elements(reservation.units) AS unit
  WHERE reservation.shop_id = $1::bigint AND reservation.order_id = ANY($2::bigint[]) AND reservation.state = 'committed'
    AND unit->>'kind' IN ('wallet', 'token')
  ORDER BY order_id, gate, kind, key`

/** Read what a customer is told about themselves. @see CustomersPort.readSummary */
export function readSummary(db: Database): CustomersPort['readSummary'] {
  return async ({ shopId, customerId, orders, at }) => {
    const read = (name: string, sql: string, ...values: HotValue[]) =>
      db.hot.query(`summary_${name}`, sql, [shopId, ...values])
    const [open, kept, held, words] = await Promise.all([
      read('open', OPEN, customerId, at + PAYING_SECONDS),
      read('wallets', WALLETS, customerId),
      read('held', HELD, customerId),
      read('orders', ORDERS, formatCustomerWord(customerId), orders),
    ])
    const orderIds = words.map((row) => Number(row.order_id))
    const visitIds = [...new Set(open.map((row) => String(row.visit_id)))]
    const [visits, units] = await Promise.all([
      visitIds.length === 0 ? [] : read('visits', VISITS, visitIds),
      orderIds.length === 0 ? [] : read('units', UNITS, orderIds),
    ])
    const proven = visits.flatMap((row) => parseWallets(row.wallets).map(({ address }): string => address))
    return {
      wallets: [...new Set([...kept.map((row) => String(row.address)), ...proven])],
      open: listOpen(open),
      held: held.map((row) => Number(row.gate)),
      orderIds,
      units: new Map(orderIds.map((orderId) => [orderId, units.filter(isOf(orderId)).map(toUnit)])),
    }
  }
}

/** The gates of open grants, by number: each until the last of its proofs ends. */
function listOpen(rows: readonly HotRow[]): { gate: number; endsAt: number }[] {
  const ends = new Map<number, number>()
  for (const { gates, ends_at: at } of rows) {
    const endsAt = Number(at) - PAYING_SECONDS
    for (const { gate } of parseSeenGates(gates)) ends.set(gate, Math.max(ends.get(gate) ?? 0, endsAt))
  }
  return [...ends].map(([gate, endsAt]) => ({ gate, endsAt })).sort((a, b) => a.gate - b.gate)
}

function isOf(orderId: number): (row: HotRow) => boolean {
  return (row) => Number(row.order_id) === orderId
}

function toUnit({ gate, kind, key }: HotRow): OrderUnit {
  return { gate: Number(gate) as GateNumber, kind: kind === 'token' ? 'token' : 'wallet', key: String(key) }
}
