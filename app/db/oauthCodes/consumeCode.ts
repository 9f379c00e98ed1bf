import type { ConsumedCode, OauthCode } from '../../core/oauth/types.ts'
import type { ProjectId } from '../../core/project/types.ts'
import type { Database, HotRow } from '../database.ts'

export type ConsumeCodeParameters = {
  readonly db: Database
  readonly hash: string
  /** Unix seconds. */
  readonly now: number
}

const CONSUME_SQL = `UPDATE oauth_code SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2
  RETURNING hash, project_id, redirect_uri, code_challenge, "grant", tid, expires_at`
const USED_SQL = 'SELECT project_id, tid FROM oauth_code WHERE hash = $1 AND used_at IS NOT NULL'

/** Use a code up. One statement says who was first; everybody else learns what it gave. */
export async function consumeCode({ db, hash, now }: ConsumeCodeParameters): Promise<ConsumedCode> {
  const [row] = await db.hot.query('consume_code', CONSUME_SQL, [hash, now])
  if (row) return { kind: 'consumed', code: parseCodeRow(row) }
  const [used] = await db.hot.query('find_used_code', USED_SQL, [hash])
  if (!used) return { kind: 'unknown' }
  return { kind: 'used', projectId: used.project_id as ProjectId, tid: String(used.tid) }
}

function parseCodeRow(row: HotRow): OauthCode {
  return {
    hash: String(row.hash),
    projectId: row.project_id as ProjectId,
    redirectUri: String(row.redirect_uri),
    codeChallenge: row.code_challenge as string | null,
    grant: row.grant as OauthCode['grant'],
    tid: String(row.tid),
    expiresAt: Number(row.expires_at),
  }
}
