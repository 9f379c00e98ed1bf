import type { ApiCaller, ProjectId } from '../../../app/core/project/types.ts'
import { createApiKeysPort } from '../../../app/db/apiKeys.ts'
import { createCache } from '../../../app/db/createCache.ts'
import type { Database } from '../../../app/db/database.ts'
import { createProjectNoncesPort } from '../../../app/db/projectNonces.ts'
import { createRevokedTokensPort } from '../../../app/db/revokedTokens.ts'

/** A named statement in the form that `pg` takes. */
export type Statement = { readonly name: string; readonly text: string }

/**
 * Read the texts of the hot statements out of the adapters: call each once with a database that only records its
 * statements. So the yardstick always runs the same statements as the app.
 */
export async function readStatements() {
  const scope = { projectId: '' as ProjectId, family: 'evm', walletAddress: '' } as const
  const nonce = {
    ...scope,
    pool: 'page',
    value: '',
    statement: '',
    format: 'siwe',
    issuedAt: 0,
    expiresAt: 0,
  } as const
  return {
    findApiKey: await record((db) => {
      const callers = createCache<ApiCaller>({ most: 1 })
      return createApiKeysPort({ db, callers }).find({ hash: '', now: 0 })
    }),
    issueNonce: await record((db) => createProjectNoncesPort({ db }).issue(nonce)),
    findNonces: await record((db) => createProjectNoncesPort({ db }).find({ ...scope, now: 0 })),
    consumeNonce: await record((db) =>
      createProjectNoncesPort({ db }).consume({ ...scope, value: '', now: 0 }),
    ),
    hasRevokedToken: await record((db) => createRevokedTokensPort({ db }).has({ tid: '', now: 0 })),
  }
}

async function record(ask: (db: Database) => Promise<unknown>): Promise<Statement> {
  let asked: Statement | undefined
  const query = async (name: string, text: string) => {
    asked ??= { name, text }
    return []
  }
  // Some adapters throw without rows; only the statement matters here.
  await ask({ hot: { query } } as unknown as Database).catch(() => undefined)
  if (!asked) throw new Error('An adapter ran no statement.')
  return asked
}
