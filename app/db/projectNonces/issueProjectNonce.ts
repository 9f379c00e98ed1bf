import type { ProjectNonce } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { NONCE_COLUMNS, parseProjectNonceRow } from './parseProjectNonceRow.ts'

export type IssueProjectNonceParameters = { readonly db: Database; readonly nonce: ProjectNonce }

/** How long one is served again and again, so that a page that asks twice does not lose its first login. */
const SERVED_SECONDS = 60

// Of parallel calls that found no young one, all want the same place: the first fills it, the others find what lives
// there and leave it as it is. Two places are at most two that live.
const SQL = `WITH newest AS (
    SELECT place, ${NONCE_COLUMNS.join(', ')} FROM project_nonce
    WHERE project_id = $1 AND family = $2 AND wallet_address = $3 AND expires_at > $7::bigint
    ORDER BY issued_at DESC, place LIMIT 1
  ), young AS (
    SELECT * FROM newest WHERE issued_at > $7::bigint - ${SERVED_SECONDS}
  ), placed AS (
    INSERT INTO project_nonce AS standing (project_id, family, wallet_address, place, ${NONCE_COLUMNS.join(', ')})
    SELECT $1, $2, $3, COALESCE(1 - (SELECT place FROM newest), 0), $4, $5, $6, $7::bigint, $8::bigint
    WHERE NOT EXISTS (SELECT 1 FROM young)
    ON CONFLICT (project_id, family, wallet_address, place) DO UPDATE SET ${NONCE_COLUMNS.map(
      (column) =>
        `${column} = CASE WHEN standing.expires_at <= $7::bigint THEN excluded.${column} ELSE standing.${column} END`,
    ).join(', ')}
    RETURNING ${NONCE_COLUMNS.join(', ')}
  )
  SELECT ${NONCE_COLUMNS.join(', ')} FROM placed UNION ALL SELECT ${NONCE_COLUMNS.join(', ')} FROM young`

/** Store a login that waits for its signature, unless a young one stands, in one statement; answers the one that stands. */
export async function issueProjectNonce(parameters: IssueProjectNonceParameters): Promise<ProjectNonce> {
  const { db, nonce } = parameters
  const [row] = await db.hot.query('issue_project_nonce', SQL, [
    nonce.projectId,
    nonce.family,
    nonce.walletAddress,
    nonce.value,
    nonce.statement,
    nonce.format,
    nonce.issuedAt,
    nonce.expiresAt,
  ])
  if (!row) throw new Error('The database did not answer with a login.')
  return parseProjectNonceRow(nonce, row)
}
