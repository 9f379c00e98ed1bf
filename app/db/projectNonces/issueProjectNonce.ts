import { noncePools, SHARED_SECONDS } from '../../core/project/noncePools.ts'
import type { ProjectNonce } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { NONCE_COLUMNS, parseProjectNonceRow } from './parseProjectNonceRow.ts'

export type IssueProjectNonceParameters = { readonly db: Database; readonly nonce: ProjectNonce }

const COLUMNS = ['place', ...NONCE_COLUMNS].join(', ')
/** Parallel requests may want one place. Each attempt sees what the others filled. */
const MOST_ATTEMPTS = 16

// Takes a free place of its own, else fills the older shared place where the younger one is no longer given. Whatever
// lives in the place stays as it is: of parallel calls the first fills it, and the others find the row of the first.
const SQL = `WITH living AS (
    SELECT ${COLUMNS} FROM project_nonce
    WHERE project_id = $1 AND family = $2 AND wallet_address = $3 AND expires_at > $7::bigint
  ), free AS (
    SELECT place FROM generate_series($9::int, $9::int + $10::int - 1) AS own (place)
    WHERE place NOT IN (SELECT place FROM living)
    ORDER BY (place - $9::int + $11::int) % $10::int LIMIT 1
  ), newest AS (
    SELECT * FROM living WHERE place IN ($12::int, $12::int + 1) ORDER BY issued_at DESC, place LIMIT 1
  ), young AS (
    SELECT * FROM newest WHERE issued_at > $7::bigint - ${SHARED_SECONDS} AND NOT EXISTS (SELECT 1 FROM free)
  ), placed AS (
    INSERT INTO project_nonce AS standing (project_id, family, wallet_address, ${COLUMNS})
    SELECT $1, $2, $3,
      COALESCE((SELECT place FROM free), 2 * $12::int + 1 - (SELECT place FROM newest), $12::int),
      $4, $5, $6, $7::bigint, $8::bigint
    WHERE NOT EXISTS (SELECT 1 FROM young)
    ON CONFLICT (project_id, family, wallet_address, place) DO UPDATE SET ${NONCE_COLUMNS.map(
      (column) =>
        `${column} = CASE WHEN standing.expires_at <= $7::bigint THEN excluded.${column} ELSE standing.${column} END`,
    ).join(', ')}
    RETURNING ${COLUMNS}
  )
  SELECT ${COLUMNS} FROM placed UNION ALL SELECT ${COLUMNS} FROM young`

/**
 * Store a login that waits for its signature in a place of its own, or answer the shared one that stands.
 *
 * One statement; one more for each parallel request of the same wallet that took the place first.
 */
export async function issueProjectNonce({ db, nonce }: IssueProjectNonceParameters): Promise<ProjectNonce> {
  const { first, own } = noncePools[nonce.pool]
  // Any start spreads parallel requests over the places.
  const start = Number.parseInt(nonce.value.slice(0, 6), 16) || 0
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const [row] = await db.hot.query('issue_project_nonce', SQL, [
      nonce.projectId,
      nonce.family,
      nonce.walletAddress,
      nonce.value,
      nonce.statement,
      nonce.format,
      nonce.issuedAt,
      nonce.expiresAt,
      first,
      // At last it is the shared place, where whoever comes finds a login.
      attempt < MOST_ATTEMPTS ? own : 0,
      start,
      first + own,
    ])
    if (!row) throw new Error('The database did not answer with a login.')
    const isShared = Number(row.place) >= first + own
    if (isShared || row.value === nonce.value) return parseProjectNonceRow(nonce, row)
  }
  throw new Error('Every place of a login was taken by another request.')
}
