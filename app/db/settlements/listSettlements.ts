import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import type { SettlementsPort } from '../../ports/settlements.ts'
import type { Database } from '../database.ts'
import type { Settlement as Row } from '../generated/client.ts'
import { parseSettlementRow } from './parseSettlementRow.ts'
import { formatGateWord, formatNameWord } from './words.ts'

/** In the newest orders any part of a name is found; in older ones its beginning, unless more than `MOST_NAMED` share it. */
const NEWEST = 10_000
const MOST_NAMED = 1_000

const COLUMNS = `row.shop_id AS "shopId", row.order_id AS "orderId", row.name, row.ordered_at AS "orderedAt",
  row.cart_token AS "cartToken", row.outcome, row.detail, row.waits_until AS "waitsUntil", row.action,
  row.action_state AS "actionState", row.settled_at AS "settledAt", row.updated_at AS "updatedAt"`
/** Where a settlement may name a gate. */
const MENTIONS = [
  (gate: number) => ({ gates: [{ gate }] }),
  (gate: number) => ({ reasons: [{ gate }] }),
  (gate: number) => ({ lines: [{ gates: [gate] }] }),
  (gate: number) => ({ lines: [{ closedGates: [gate] }] }),
  (gate: number) => ({ lines: [{ reasons: [{ gate }] }] }),
]

type Asked = Parameters<SettlementsPort['list']>[0]
type Query = { readonly sql: string; readonly values: readonly unknown[] }

/** List a page of settlements. @see SettlementsPort.list */
export const listSettlements =
  (db: Database): SettlementsPort['list'] =>
  async (asked) => {
    const { limit } = asked
    const { sql, values } = composeQuery(asked)
    const found = await db.prisma.$queryRawUnsafe<Row[]>(sql, ...values)
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

/** Compose the one statement, with the conditions that are asked for alone, so that each has the index that serves it. */
function composeQuery(asked: Asked): Query {
  const { shopId, outcome, isPending, name, gate, from, until, before, limit } = asked
  const values: unknown[] = [shopId]
  const put = (value: unknown, type: string) => `$${values.push(value)}::${type}`
  // The order's place is read from the index that finds it.
  const place = name === undefined && gate !== undefined ? 'word' : 'row'
  const span = (of: string) => [
    ...(from === undefined ? [] : [`${of}.ordered_at >= ${put(BigInt(from), 'bigint')}`]),
    ...(until === undefined ? [] : [`${of}.ordered_at < ${put(BigInt(until), 'bigint')}`]),
  ]
  const conditions = [
    `${place}.shop_id = $1::bigint`,
    ...(outcome ? [`row.outcome = ${put(outcome, 'text')}`] : []),
    ...(isPending ? [`row.action_state = 'pending'`] : []),
    ...(name ? [`row.name ILIKE ${put(`%${name.replace(/[\\%_]/g, '\\$&')}%`, 'text')}`] : []),
    ...(gate === undefined
      ? []
      : [
          `(${MENTIONS.map((say) => `row.detail @> ${put(JSON.stringify(say(gate)), 'jsonb')}`).join(' OR ')})`,
        ]),
    ...span(place),
    ...(before
      ? [
          `(${place}.ordered_at, ${place}.order_id) < (${put(BigInt(before.orderedAt), 'bigint')}, ${put(BigInt(before.orderId), 'bigint')})`,
        ]
      : []),
  ]
  const source = name
    ? composeNamed({ name, put, span: span('row') })
    : gate === undefined
      ? 'settlement AS row'
      : `order_word AS word JOIN settlement AS row USING (shop_id, order_id, ordered_at)`
  if (place === 'word' && gate !== undefined)
    conditions.push(`word.word = convert_to(${put(formatGateWord(gate), 'text')}, 'UTF8')`)
  const sql = `SELECT ${COLUMNS} FROM ${source} WHERE ${conditions.join(' AND ')}
    ORDER BY ${place}.ordered_at DESC, ${place}.order_id DESC LIMIT ${put(limit + 1, 'int')}`
  return { sql, values }
}

/** The orders whose name may have a text. No byte of a text in UTF-8 is 255. */
function composeNamed(parameters: {
  name: string
  put: (value: unknown, type: string) => string
  span: readonly string[]
}): string {
  const { name, put, span } = parameters
  const word = `convert_to(${put(formatNameWord(name), 'text')}, 'UTF8')`
  const newest = ['row.shop_id = $1::bigint', ...span].join(' AND ')
  return `(
      WITH named AS MATERIALIZED (
        SELECT order_id FROM order_word WHERE shop_id = $1::bigint AND word >= ${word} AND word < ${word} || '\\xff'::bytea
        LIMIT ${MOST_NAMED + 1}
      )
      SELECT order_id FROM named WHERE (SELECT count(*) FROM named) <= ${MOST_NAMED}
      UNION SELECT order_id FROM (
        SELECT row.order_id, row.name FROM settlement AS row WHERE ${newest}
        ORDER BY row.ordered_at DESC, row.order_id DESC LIMIT ${NEWEST}
      ) AS newest WHERE name ILIKE ${put(`%${name.replace(/[\\%_]/g, '\\$&')}%`, 'text')}
    ) AS found JOIN settlement AS row ON row.shop_id = $1::bigint AND row.order_id = found.order_id`
}
