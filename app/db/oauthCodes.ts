import { formatCodeGrant, parseCodeGrant } from '../core/oauth/grantJson.ts'
import type { OauthCode } from '../core/oauth/types.ts'
import type { ProjectId } from '../core/project/types.ts'
import type { OauthCodesPort } from '../ports/oauthCodes.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow } from './database.ts'

/** Lifetime of a token. A used code is stored until then, to detect a stolen code. */
const KEPT_SECONDS = 43_200

const ISSUE = `INSERT INTO oauth_code (hash, project_id, redirect_uri, code_challenge, "grant", tid, expires_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)`
const CONSUME = `UPDATE oauth_code SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2
  RETURNING hash, project_id, redirect_uri, code_challenge, "grant", tid, expires_at`
const FIND_USED = 'SELECT project_id, tid FROM oauth_code WHERE hash = $1 AND used_at IS NOT NULL'

/**
 * Store authorization codes in the table `oauth_code`. Every hundredth `issue` deletes those whose token has expired.
 */
export function createOauthCodesPort({ db }: { db: Database }): OauthCodesPort {
  const sweep = createSweep({ db, table: 'oauth_code' })
  return {
    issue: async (code) => {
      await db.hot.query('issue_code', ISSUE, [
        code.hash,
        code.projectId,
        code.redirectUri,
        code.codeChallenge,
        JSON.stringify(formatCodeGrant(code.grant)),
        code.tid,
        code.expiresAt,
      ])
      await sweep(code.expiresAt - 60 - KEPT_SECONDS)
    },
    consume: async ({ hash, now }) => {
      const [row] = await db.hot.query('consume_code', CONSUME, [hash, now])
      if (row) return { kind: 'consumed', code: parseCodeRow(row) }
      const [used] = await db.hot.query('find_used_code', FIND_USED, [hash])
      if (!used) return { kind: 'unknown' }
      return { kind: 'used', projectId: used.project_id as ProjectId, tid: String(used.tid) }
    },
  }
}

function parseCodeRow(row: HotRow): OauthCode {
  return {
    hash: String(row.hash),
    projectId: row.project_id as ProjectId,
    redirectUri: String(row.redirect_uri),
    codeChallenge: row.code_challenge as string | null,
    grant: parseCodeGrant(row.grant),
    tid: String(row.tid),
    expiresAt: Number(row.expires_at),
  }
}
