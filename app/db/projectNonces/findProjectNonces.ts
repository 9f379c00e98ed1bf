import type { ProjectNonce } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { NONCE_COLUMNS, type ProjectNonceScope, parseProjectNonceRow } from './parseProjectNonceRow.ts'

export type FindProjectNoncesParameters = ProjectNonceScope & {
  readonly db: Database
  /** Unix seconds. */
  readonly now: number
}

const SQL = `SELECT place, ${NONCE_COLUMNS.join(', ')} FROM project_nonce
  WHERE project_id = $1 AND family = $2 AND wallet_address = $3 AND expires_at > $4
  ORDER BY issued_at DESC, place`

/** Find a wallet's logins in a project that still live, newest first, as many at most as the pools have places. */
export async function findProjectNonces(parameters: FindProjectNoncesParameters): Promise<ProjectNonce[]> {
  const { db, projectId, family, walletAddress, now } = parameters
  const rows = await db.hot.query('find_project_nonces', SQL, [projectId, family, walletAddress, now])
  return rows.map((row) => parseProjectNonceRow(parameters, row))
}
