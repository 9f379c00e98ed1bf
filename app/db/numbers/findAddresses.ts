import type { NumbersPort } from '../../ports/numbers.ts'
import type { Database } from '../database.ts'

const LAST = "convert_to($2::text, 'UTF8') || '\\xff'::bytea"
/**
 * Steps through the different values of an index, from one to the next, so that a wallet with many events costs one
 * step. `0xff` is in no UTF-8 text, so it ends every value that begins with `$2`.
 */
const composeWalk = (column: string) => `WITH RECURSIVE walk AS (
    (SELECT ${column} AS value FROM unlock_wallet
      WHERE shop_id = $1::bigint AND ${column} >= convert_to($2::text, 'UTF8') AND ${column} < ${LAST}
      ORDER BY ${column} LIMIT 1)
    UNION ALL
    SELECT (SELECT ${column} FROM unlock_wallet
      WHERE shop_id = $1::bigint AND ${column} > walk.value AND ${column} < ${LAST} ORDER BY ${column} LIMIT 1)
    FROM walk WHERE walk.value IS NOT NULL
  ) SELECT convert_from(value, 'UTF8') AS value FROM walk
  WHERE value IS NOT NULL AND right(convert_from(value, 'UTF8'), length($3::text)) = $3::text LIMIT $4::int`
const WALK = { address: composeWalk('address'), backwards: composeWalk('backwards') }

/** Find wallets by the longer of their ends, which fewer addresses have. @see NumbersPort.findAddresses */
export const findAddresses =
  (db: Database): NumbersPort['findAddresses'] =>
  async ({ shopId, ends: { start, end }, limit }) => {
    // Each EVM address begins with 0x.
    const isByStart = start.replace(/^0x/, '').length >= end.length
    const [column, first, last] = isByStart
      ? (['address', start, end] as const)
      : (['backwards', toReversed(end), toReversed(start)] as const)
    const rows = await db.hot.query(`walk_${column}`, WALK[column], [shopId, first, last, limit])
    return rows.map(({ value }) => (isByStart ? String(value) : toReversed(String(value))))
  }

function toReversed(text: string): string {
  return [...text].reverse().join('')
}
