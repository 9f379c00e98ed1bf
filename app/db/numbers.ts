import { parseOrNull } from '../core/gate/parseOrNull.ts'
import { parseAnswerDetail } from '../core/numbers/answerDetailJson.ts'
import type { AnswerOutcome, CounterKind, LoggedUnlock } from '../core/numbers/types.ts'
import type { NumbersPort } from '../ports/numbers.ts'
import type { Database, HotRow } from './database.ts'
import { findAddresses } from './numbers/findAddresses.ts'
import { findAddressesWithin } from './numbers/findAddressesWithin.ts'

const LIST_COUNTS = `SELECT day_on, kind, count, amount FROM gate_day
  WHERE shop_id = $1::bigint AND gate = $2::bigint AND day_on BETWEEN $3::text AND $4::text ORDER BY day_on, kind`
// An order of before is counted when it is settled again, so orders do not say when counting began.
const FIND_FIRST = `SELECT day_on FROM gate_day
  WHERE shop_id = $1::bigint AND gate = $2::bigint AND kind NOT IN ('order', 'discount') ORDER BY day_on LIMIT 1`
const FIND_SHARES = `SELECT order_id, revenue, discount FROM order_gate
  WHERE shop_id = $1::bigint AND order_id = ANY($2::bigint[]) AND gate = 0`

const EVENT = 'event.id, event.at, event.gate, event.revision, event.outcome, event.detail'
/** Merges the newest of each way in: an index has each in this order, so at most a page of each is read. */
const composePage = (found: string) => `SELECT page.*,
    ARRAY(SELECT convert_from(address, 'UTF8') FROM unlock_wallet WHERE event_id = page.id ORDER BY address) AS wallets
  FROM (
    SELECT DISTINCT ON (at, id) found.* FROM (${found}) AS found ORDER BY at DESC, id DESC LIMIT $7::int
  ) AS page ORDER BY page.at DESC, page.id DESC`
const SPAN = `at >= $3::bigint AND at < $4::bigint AND (at, id) < ($5::bigint, $6::bigint)`
const composeByOutcome = (where: string) =>
  composePage(`SELECT one.* FROM unnest($2::text[]) AS wanted(outcome) CROSS JOIN LATERAL (
    SELECT ${EVENT} FROM unlock_event AS event
    WHERE shop_id = $1::bigint AND event.outcome = wanted.outcome AND ${SPAN} ${where}
    ORDER BY at DESC, id DESC LIMIT $7::int
  ) AS one`)
export const LIST_BY_SHOP = composeByOutcome('')
export const LIST_BY_GATE = composeByOutcome('AND gate = $8::bigint')
export const LIST_BY_WALLET =
  composePage(`SELECT one.* FROM unnest($9::text[]) AS asked(address) CROSS JOIN LATERAL (
    SELECT ${EVENT} FROM unlock_wallet AS link JOIN unlock_event AS event ON event.id = link.event_id
    WHERE link.shop_id = $1::bigint AND link.address = convert_to(asked.address, 'UTF8')
      AND link.at >= $3::bigint AND link.at < $4::bigint AND (link.at, link.event_id) < ($5::bigint, $6::bigint)
      AND event.outcome = ANY($2::text[]) AND ($8::bigint IS NULL OR event.gate = $8::bigint)
    ORDER BY link.at DESC, link.event_id DESC LIMIT $7::int
  ) AS one`)

/** After every event. */
const END = '9223372036854775807'

/** Read counters and the log of the tables `gate_day`, `unlock_event` and `unlock_wallet`. */
export function createNumbersPort({ db }: { db: Database }): NumbersPort {
  return {
    listCounts: async ({ shopId, gate, from, to }) => {
      const rows = await db.hot.query('list_counts', LIST_COUNTS, [shopId, gate, from, to])
      return rows.map((row) => ({
        dayOn: String(row.day_on),
        kind: String(row.kind) as CounterKind,
        count: Number(row.count),
        amount: BigInt(String(row.amount)),
      }))
    },
    findFirstDay: async ({ shopId, gate }) => {
      const [row] = await db.hot.query('find_first_day', FIND_FIRST, [shopId, gate])
      return row ? String(row.day_on) : null
    },
    findOrderShares: async ({ shopId, orderIds }) => {
      if (orderIds.length === 0) return new Map()
      const rows = await db.hot.query('find_order_shares', FIND_SHARES, [shopId, orderIds])
      return new Map(
        rows.map((row) => [
          Number(row.order_id),
          { revenue: BigInt(String(row.revenue)), discount: BigInt(String(row.discount)) },
        ]),
      )
    },
    listEvents: listEvents(db),
    findAddresses: findAddresses(db),
    findAddressesWithin: findAddressesWithin(db),
  }
}

const listEvents =
  (db: Database): NumbersPort['listEvents'] =>
  async ({ shopId, gate, outcomes, from, until, addresses, before, limit }) => {
    const { at, id } = before ?? { at: END, id: END }
    const span = [shopId, outcomes, from, until, at, id, limit + 1]
    const rows = await (addresses !== null
      ? db.hot.query('list_events_by_wallet', LIST_BY_WALLET, [...span, gate, addresses])
      : gate !== null
        ? db.hot.query('list_events_by_gate', LIST_BY_GATE, [...span, gate])
        : db.hot.query('list_events', LIST_BY_SHOP, span))
    const events = rows.slice(0, limit).map(parseEventRow)
    const last = rows.length > limit ? events.at(-1) : undefined
    return { events, next: last ? { at: last.at, id: last.id } : null }
  }

function parseEventRow(row: HotRow): LoggedUnlock {
  return {
    id: String(row.id),
    at: Number(row.at),
    gate: Number(row.gate),
    revision: Number(row.revision),
    outcome: String(row.outcome) as AnswerOutcome,
    detail: parseOrNull(() => parseAnswerDetail(row.detail)),
    wallets: (row.wallets as unknown[]).map(String),
  }
}
