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
  /** Of each wallet, oldest first. */
  const wallets = new Map<string, ProjectNonce[]>()
  const nonces = new Set<ProjectNonce>()
  // One iterator for the life of the book: a new one would step over every nonce that was forgotten since the set grew.
  let ages = nonces.values()
  let oldest: ProjectNonce | undefined
  const findOldest = (): ProjectNonce | undefined => {
    while (nonces.size > 0 && (oldest === undefined || !nonces.has(oldest))) {
      const next = ages.next()
      if (next.done) ages = nonces.values()
      else oldest = next.value
    }
    return nonces.size > 0 ? oldest : undefined
  }
  const forget = (nonce: ProjectNonce) => {
    const wallet = composeWalletKey(nonce)
    const others = wallets.get(wallet)?.filter((one) => one !== nonce) ?? []
    nonces.delete(nonce)
    if (others.length === 0) wallets.delete(wallet)
    else wallets.set(wallet, others)
  }
  return {
    write: (nonce) => {
      const wallet = composeWalletKey(nonce)
      const known = wallets.get(wallet) ?? []
      if (!known.some(({ value }) => value === nonce.value)) {
        nonces.add(nonce)
        wallets.set(wallet, [...known, nonce])
      }
      for (let last = findOldest(); last !== undefined; last = findOldest()) {
        if (last.expiresAt > nonce.issuedAt && nonces.size <= most) break
        forget(last)
      }
    },
    listIssued: (parameters) =>
      (wallets.get(composeWalletKey(parameters)) ?? [])
        .filter(({ expiresAt }) => expiresAt > parameters.now)
        .reverse(),
    removeIssued: (parameters) => {
      const nonce = wallets.get(composeWalletKey(parameters))?.find(({ value }) => value === parameters.value)
      if (nonce) forget(nonce)
    },
  }
}

function composeWalletKey({ projectId, family, walletAddress }: ProjectNonceScope): string {
  return `${projectId} ${family} ${walletAddress}`
}
