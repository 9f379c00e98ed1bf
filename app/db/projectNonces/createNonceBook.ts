import type { ProjectNonce } from '../../core/project/types.ts'
import type { ProjectNonceScope } from '../../ports/projectNonces.ts'

export type NonceBook = {
  readonly write: (nonce: ProjectNonce) => void
  /** The wallet's nonces that have not expired, newest first. `now` is in unix seconds. */
  readonly recall: (parameters: ProjectNonceScope & { readonly now: number }) => ProjectNonce[]
  /** Forget a nonce. */
  readonly strike: (parameters: ProjectNonceScope & { readonly value: string }) => void
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
    const scope = nameScope(nonce)
    const values = valuesOf.get(scope)
    nonces.delete(nameNonce(nonce))
    values?.delete(nonce.value)
    if (values?.size === 0) valuesOf.delete(scope)
  }
  return {
    write: (nonce) => {
      const scope = nameScope(nonce)
      nonces.set(nameNonce(nonce), nonce)
      valuesOf.set(scope, (valuesOf.get(scope) ?? new Set()).add(nonce.value))
      for (const oldest of nonces.values()) {
        if (oldest.expiresAt > nonce.issuedAt && nonces.size <= most) break
        forget(oldest)
      }
    },
    recall: ({ now, ...scope }) => {
      const values = [...(valuesOf.get(nameScope(scope)) ?? [])]
      return values
        .flatMap((value) => nonces.get(nameNonce({ ...scope, value })) ?? [])
        .filter(({ expiresAt }) => expiresAt > now)
        .reverse()
    },
    strike: (parameters) => {
      const nonce = nonces.get(nameNonce(parameters))
      if (nonce) forget(nonce)
    },
  }
}

function nameScope({ projectId, family, walletAddress }: ProjectNonceScope): string {
  return `${projectId} ${family} ${walletAddress}`
}

function nameNonce({ value, ...scope }: ProjectNonceScope & { readonly value: string }): string {
  return `${nameScope(scope)} ${value}`
}
