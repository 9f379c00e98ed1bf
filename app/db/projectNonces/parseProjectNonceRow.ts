import { findNoncePool } from '../../core/project/noncePools.ts'
import type { ProjectNonce } from '../../core/project/types.ts'
import type { HotRow } from '../database.ts'

/** What names a wallet's logins in a project. */
export type ProjectNonceScope = Pick<ProjectNonce, 'projectId' | 'family' | 'walletAddress'>

/** The columns that are written once and never change while a login lives. */
export const NONCE_COLUMNS = ['value', 'statement', 'format', 'issued_at', 'expires_at'] as const

/** Read a row of `project_nonce` with its place, which only `issueProjectNonce` writes, found by its scope. */
export function parseProjectNonceRow(scope: ProjectNonceScope, row: HotRow): ProjectNonce {
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
