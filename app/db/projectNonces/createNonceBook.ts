import type { ProjectNonce } from '../../core/project/types.ts'
import type { ProjectNonceScope } from './parseProjectNonceRow.ts'

export type NonceBook = {
  readonly write: (nonce: ProjectNonce) => void
  /** The one written last for a wallet in a project, unless it has ended. */
  readonly recall: (parameters: ProjectNonceScope & { readonly now: number }) => ProjectNonce | null
  /** Forget a wallet's login if it is still this one. */
  readonly strike: (parameters: ProjectNonceScope & { readonly value: string }) => void
}

/**
 * Remember the logins that this process gave out, at most so many; the oldest fall out, and those that have ended.
 *
 * A value is never given twice and its row is never rewritten while it lives, so that what is remembered of one is what
 * its row says, or there is no row any more.
 */
export function createNonceBook({ most }: { most: number }): NonceBook {
  const nonces = new Map<string, ProjectNonce>()
  return {
    write: (nonce) => {
      const name = nameScope(nonce)
      nonces.delete(name)
      nonces.set(name, nonce)
      for (const [oldest, { expiresAt }] of nonces) {
        if (expiresAt > nonce.issuedAt && nonces.size <= most) break
        nonces.delete(oldest)
      }
    },
    recall: ({ now, ...scope }) => {
      const nonce = nonces.get(nameScope(scope))
      return nonce && nonce.expiresAt > now ? nonce : null
    },
    strike: ({ value, ...scope }) => {
      const name = nameScope(scope)
      if (nonces.get(name)?.value === value) nonces.delete(name)
    },
  }
}

function nameScope({ projectId, family, walletAddress }: ProjectNonceScope): string {
  return `${projectId} ${family} ${walletAddress}`
}
