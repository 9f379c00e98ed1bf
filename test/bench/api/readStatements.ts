import type { ProjectId } from '../../../app/core/project/types.ts'
import { findApiKey } from '../../../app/db/apiKeys/findApiKey.ts'
import type { Database } from '../../../app/db/database.ts'
import { consumeProjectNonce } from '../../../app/db/projectNonces/consumeProjectNonce.ts'
import { findProjectNonces } from '../../../app/db/projectNonces/findProjectNonces.ts'
import { issueProjectNonce } from '../../../app/db/projectNonces/issueProjectNonce.ts'
import { hasRevokedToken } from '../../../app/db/revokedTokens/hasRevokedToken.ts'

/** A named statement as `pg` takes it. */
export type Statement = { readonly name: string; readonly text: string }

/**
 * Read the hot statements' own texts out of the adapters, each called once with a database that only writes down what
 * it is asked. So the yardstick cannot come to run others.
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
    findApiKey: await record((db) => findApiKey({ db, hash: '' })),
    issueNonce: await record((db) => issueProjectNonce({ db, nonce })),
    findNonces: await record((db) => findProjectNonces({ db, ...scope, now: 0 })),
    consumeNonce: await record((db) => consumeProjectNonce({ db, ...scope, value: '', now: 0 })),
    hasRevokedToken: await record((db) => hasRevokedToken({ db, tid: '' })),
  }
}

async function record(ask: (db: Database) => Promise<unknown>): Promise<Statement> {
  let asked: Statement | undefined
  const query = async (name: string, text: string) => {
    asked = { name, text }
    return []
  }
  // What is made of no rows does not matter here.
  await ask({ hot: { query } } as unknown as Database).catch(() => undefined)
  if (!asked) throw new Error('An adapter asked no statement.')
  return asked
}
