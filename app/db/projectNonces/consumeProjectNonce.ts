import type { Database } from '../database.ts'
import type { ProjectNonceScope } from './parseProjectNonceRow.ts'

export type ConsumeProjectNonceParameters = ProjectNonceScope & {
  readonly db: Database
  readonly value: string
  /** Unix seconds. */
  readonly now: number
}

/** The one statement that ends a login over the API; whoever gets a row back has won. */
const SQL = `DELETE FROM project_nonce
  WHERE project_id = $1 AND family = $2 AND wallet_address = $3 AND value = $4 AND expires_at > $5 RETURNING value`

/** Use a nonce up; true for exactly one of any number of callers. */
export async function consumeProjectNonce(parameters: ConsumeProjectNonceParameters): Promise<boolean> {
  const { db, projectId, family, walletAddress, value, now } = parameters
  const rows = await db.hot.query('consume_project_nonce', SQL, [
    projectId,
    family,
    walletAddress,
    value,
    now,
  ])
  return rows.length === 1
}
