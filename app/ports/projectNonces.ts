import type { ProjectNonce } from '../core/project/types.ts'

/** What names a login over the API; `family` and `walletAddress` in their inner forms. */
type ProjectNonceKey = Pick<ProjectNonce, 'projectId' | 'family' | 'walletAddress' | 'value'> & {
  readonly now: number
}

/** Nonces of sign-ins over the API. */
export type ProjectNoncesPort = {
  /**
   * Store the nonce where its pool has a free place of its own, else answer the shared one that stands.
   * One statement, more only where requests of one wallet overlap. @see noncePools
   */
  issue: (nonce: ProjectNonce) => Promise<ProjectNonce>
  /** Those that this process gave out and that have not ended, newest first, without a statement; only `consume` says whether one lives. */
  recall: (parameters: Omit<ProjectNonceKey, 'value'>) => readonly ProjectNonce[]
  /** Those that live, newest first. */
  find: (parameters: Omit<ProjectNonceKey, 'value'>) => Promise<ProjectNonce[]>
  /** One statement; true for exactly one of any number of callers. */
  consume: (parameters: ProjectNonceKey) => Promise<boolean>
}
