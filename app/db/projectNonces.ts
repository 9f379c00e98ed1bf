import { findNoncePool, noncePools, SHARED_SECONDS } from '../core/project/noncePools.ts'
import type { ProjectNonce } from '../core/project/types.ts'
import type { ProjectNonceScope, ProjectNoncesPort } from '../ports/projectNonces.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow } from './database.ts'
import { createNonceBook } from './projectNonces/createNonceBook.ts'

const MOST_REMEMBERED = 10_000
/** Parallel requests may want the same slot. Each attempt sees the slots that the others filled. */
const MOST_ATTEMPTS = 16

/** Columns that do not change while a nonce is valid. */
const WRITTEN = ['value', 'statement', 'format', 'issued_at', 'expires_at']
const COLUMNS = ['place', ...WRITTEN].join(', ')

// Takes a free slot of the pool, else fills the older shared slot once the younger one is no longer given out. A valid
// nonce in the slot stays: of parallel calls the first fills the slot, and the others get its row.
const ISSUE = `WITH living AS (
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
    ON CONFLICT (project_id, family, wallet_address, place) DO UPDATE SET ${WRITTEN.map(
      (column) =>
        `${column} = CASE WHEN standing.expires_at <= $7::bigint THEN excluded.${column} ELSE standing.${column} END`,
    ).join(', ')}
    RETURNING ${COLUMNS}
  )
  SELECT ${COLUMNS} FROM placed UNION ALL SELECT ${COLUMNS} FROM young`

const FIND = `SELECT place, ${WRITTEN.join(', ')} FROM project_nonce
  WHERE project_id = $1 AND family = $2 AND wallet_address = $3 AND expires_at > $4
  ORDER BY issued_at DESC, place`

/** The only statement that uses a nonce up: exactly one caller gets a row. */
const CONSUME = `DELETE FROM project_nonce
  WHERE project_id = $1 AND family = $2 AND wallet_address = $3 AND value = $4 AND expires_at > $5 RETURNING value`

/** Store the API's nonces in the table `project_nonce`. Every hundredth `issue` deletes expired ones. */
export function createProjectNoncesPort({ db }: { db: Database }): ProjectNoncesPort {
  const sweep = createSweep({ db, table: 'project_nonce' })
  const book = createNonceBook({ most: MOST_REMEMBERED })
  return {
    issue: async (nonce) => {
      const standing = await issueProjectNonce({ db, nonce })
      book.write(standing)
      await sweep(nonce.issuedAt)
      return standing
    },
    listIssued: book.listIssued,
    find: async ({ projectId, family, walletAddress, now }) => {
      const rows = await db.hot.query('find_project_nonces', FIND, [projectId, family, walletAddress, now])
      return rows.map((row) => parseNonceRow({ projectId, family, walletAddress }, row))
    },
    consume: async ({ projectId, family, walletAddress, value, now }) => {
      book.removeIssued({ projectId, family, walletAddress, value })
      const values = [projectId, family, walletAddress, value, now]
      const rows = await db.hot.query('consume_project_nonce', CONSUME, values)
      return rows.length === 1
    },
  }
}

/** Issue a nonce: one statement, and one more for each parallel request of the same wallet that took the slot first. */
async function issueProjectNonce(parameters: { db: Database; nonce: ProjectNonce }): Promise<ProjectNonce> {
  const { db, nonce } = parameters
  const { first, own } = noncePools[nonce.pool]
  // A random start spreads parallel requests over the slots.
  const start = Number.parseInt(nonce.value.slice(0, 6), 16) || 0
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const [row] = await db.hot.query('issue_project_nonce', ISSUE, [
      nonce.projectId,
      nonce.family,
      nonce.walletAddress,
      nonce.value,
      nonce.statement,
      nonce.format,
      nonce.issuedAt,
      nonce.expiresAt,
      first,
      // The last attempt uses the shared slot, which gives every caller a nonce.
      attempt < MOST_ATTEMPTS ? own : 0,
      start,
      first + own,
    ])
    if (!row) throw new Error('The database did not return a nonce.')
    const isShared = Number(row.place) >= first + own
    if (isShared || row.value === nonce.value) return parseNonceRow(nonce, row)
  }
  throw new Error('Other requests took every slot for a nonce.')
}

function parseNonceRow(scope: ProjectNonceScope, row: HotRow): ProjectNonce {
  const { projectId, family, walletAddress } = scope
  return {
    pool: findNoncePool(Number(row.place)),
    value: String(row.value),
    projectId,
    family,
    walletAddress,
    statement: String(row.statement),
    format: row.format as ProjectNonce['format'],
    issuedAt: Number(row.issued_at),
    expiresAt: Number(row.expires_at),
  }
}
