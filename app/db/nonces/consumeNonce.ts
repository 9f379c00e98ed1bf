import type { NonceDoor } from '../../core/login/types.ts'
import type { Database } from '../database.ts'

export type ConsumeNonceParameters = {
  readonly db: Database
  readonly value: string
  readonly door: NonceDoor
  readonly shopId: bigint
  /** Unix seconds. */
  readonly now: number
}

/** The one statement that ends a nonce; whoever gets a row back has won. */
export const CONSUME_NONCE_SQL =
  'DELETE FROM nonce WHERE value = $1 AND door = $2 AND shop_id = $3 AND expires_at > $4 RETURNING value'

/** Use a nonce up; true for exactly one of any number of callers. */
export async function consumeNonce(parameters: ConsumeNonceParameters): Promise<boolean> {
  const { db, value, door, shopId, now } = parameters
  const rows = await db.hot.query('consume_nonce', CONSUME_NONCE_SQL, [value, door, shopId, now])
  return rows.length === 1
}
