import type { ProjectNonce } from '../core/project/types.ts'

/** A wallet in a project; `family` and `walletAddress` in their canonical forms. */
export type ProjectNonceScope = Pick<ProjectNonce, 'projectId' | 'family' | 'walletAddress'>

/** Nonces of sign-ins over the API. `now` is in unix seconds: expired nonces are not found. */
export type ProjectNoncesPort = {
  /**
   * Store a nonce while its pool has a free slot, else answer the nonce of the shared slot. One statement, more only if
   * requests of one wallet overlap. @see noncePools
   */
  issue: (nonce: ProjectNonce) => Promise<ProjectNonce>
  /**
   * Nonces that this process issued, newest first, without a statement. Only `consume` shows whether one is still
   * unused.
   */
  listIssued: (parameters: ProjectNonceScope & { now: number }) => readonly ProjectNonce[]
  /** The wallet's unused nonces, newest first; at most as many as the pools have slots. */
  find: (parameters: ProjectNonceScope & { now: number }) => Promise<ProjectNonce[]>
  /** Use a nonce up, in one statement; true for exactly one of any number of callers. */
  consume: (parameters: ProjectNonceScope & { value: string; now: number }) => Promise<boolean>
}
