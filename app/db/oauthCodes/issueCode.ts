import type { OauthCode } from '../../core/oauth/types.ts'
import type { Database } from '../database.ts'

export type IssueCodeParameters = { readonly db: Database; readonly code: OauthCode }

const SQL = `INSERT INTO oauth_code (hash, project_id, redirect_uri, code_challenge, "grant", tid, expires_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)`

/** Store an authorization code. */
export async function issueCode({ db, code }: IssueCodeParameters): Promise<void> {
  await db.hot.query('issue_code', SQL, [
    code.hash,
    code.projectId,
    code.redirectUri,
    code.codeChallenge,
    JSON.stringify(code.grant),
    code.tid,
    code.expiresAt,
  ])
}
