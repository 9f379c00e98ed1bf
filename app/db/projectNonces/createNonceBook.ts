import type { ProjectNonce } from '../../core/project/types.ts'
import type { ProjectNonceScope } from '../../ports/projectNonces.ts'

export type NonceBook = {
  readonly write: (nonce: ProjectNonce) => void
  /** The wallet's nonces that have not expired, newest first. `now` is in unix seconds. */
  readonly listIssued: (parameters: ProjectNonceScope & { readonly now: number }) => ProjectNonce[]
  /** Forget a nonce. */
  readonly removeIssued: (parameters: ProjectNonceScope & { readonly value: string }) => void
}

/**
 * Cache the nonces that this process issued: at most `most`, without expired ones; the oldest are dropped first. A
 * value is never issued to two wallets, and its row does not change until it expires. So a cached nonce equals its row,
 * unless the row was deleted.
 */
export function createNonceBook({ most }: { most: number }): NonceBook {
  const nonces = new Map<string, ProjectNonce>()
  const valuesOf = new Map<string, Set<string>>()
  const forget = (nonce: ProjectNonce) => {
    const scope = composeScopeKey(nonce)
    const values = valuesOf.get(scope)
    nonces.delete(composeNonceKey(nonce))
    values?.delete(nonce.value)
    if (values?.size === 0) valuesOf.delete(scope)
  }
  return {
    write: (nonce) => {
      const scope = composeScopeKey(nonce)
      nonces.set(composeNonceKey(nonce), nonce)
      valuesOf.set(scope, (valuesOf.get(scope) ?? new Set()).add(nonce.value))
      for (const oldest of nonces.values()) {
        if (oldest.expiresAt > nonce.issuedAt && nonces.size <= most) break
        forget(oldest)
      }
    },
    listIssued: ({ now, ...scope }) => {
      const values = [...(valuesOf.get(composeScopeKey(scope)) ?? [])]
      return values
        .flatMap((value) => nonces.get(composeNonceKey({ ...scope, value })) ?? [])
        .filter(({ expiresAt }) => expiresAt > now)
        .reverse()
    },
    removeIssued: (parameters) => {
      const nonce = nonces.get(composeNonceKey(parameters))
      if (nonce) forget(nonce)
    },
  }
}

function composeScopeKey({ projectId, family, walletAddress }: ProjectNonceScope): string {
  return `${projectId} ${family} ${walletAddress}`
}

function composeNonceKey({ value, ...scope }: ProjectNonceScope & { readonly value: string }): string {
  return `${composeScopeKey(scope)} ${value}`
}
