import type { IssuedNonce, NonceDoor } from '../../core/login/types.ts'
import type { Database } from '../database.ts'
import { parseNonceRow } from './parseNonceRow.ts'

export type FindNonceParameters = {
  readonly db: Database
  readonly value: string
  readonly door: NonceDoor
  readonly shopId: bigint
  /** Unix seconds. */
  readonly now: number
}

const SQL = `SELECT value, door, shop_id, chain, wallet_address, message, statement, format, issued_at, expires_at
  FROM nonce WHERE value = $1 AND door = $2 AND shop_id = $3 AND expires_at > $4`

/** Find a nonce that was issued at this door of this shop and still lives. */
export async function findNonce(parameters: FindNonceParameters): Promise<IssuedNonce | null> {
  const { db, value, door, shopId, now } = parameters
  const [row] = await db.hot.query('find_nonce', SQL, [value, door, shopId, now])
  return row ? parseNonceRow(row) : null
}
