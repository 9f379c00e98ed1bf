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
  const wallets = new Map<string, Entry[]>()
  const entries = new Set<Entry>()
  // One iterator for the life of the book: a new one would step over every entry that was deleted since the set grew.
  let ages = entries.values()
  let oldest: Entry | undefined
  const findOldest = (): Entry | undefined => {
    while (entries.size > 0 && (oldest === undefined || !entries.has(oldest))) {
      const next = ages.next()
      if (next.done) ages = entries.values()
      else oldest = next.value
    }
    return entries.size > 0 ? oldest : undefined
  }
  const forget = (entry: Entry) => {
    entries.delete(entry)
    const own = wallets.get(entry.wallet) ?? []
    if (own.length <= 1) wallets.delete(entry.wallet)
    else own.splice(own.indexOf(entry), 1)
  }
  return {
    write: (nonce) => {
      const entry = { wallet: composeWalletKey(nonce), nonce }
      const own = wallets.get(entry.wallet)
      if (!own?.some((one) => one.nonce.value === nonce.value)) {
        entries.add(entry)
        if (own) own.push(entry)
        else wallets.set(entry.wallet, [entry])
      }
      for (let last = findOldest(); last !== undefined; last = findOldest()) {
        if (last.nonce.expiresAt > nonce.issuedAt && entries.size <= most) break
        forget(last)
      }
    },
    listIssued: (scope) =>
      (wallets.get(composeWalletKey(scope)) ?? [])
        .map((entry) => entry.nonce)
        .filter(({ expiresAt }) => expiresAt > scope.now)
        .reverse(),
    removeIssued: (scope) => {
      const entry = wallets.get(composeWalletKey(scope))?.find(({ nonce }) => nonce.value === scope.value)
      if (entry) forget(entry)
    },
  }
}

type Entry = { readonly wallet: string; readonly nonce: ProjectNonce }

function composeWalletKey({ projectId, family, walletAddress }: ProjectNonceScope): string {
  return `${projectId} ${family} ${walletAddress}`
}
