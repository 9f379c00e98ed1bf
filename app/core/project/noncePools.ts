/** Who asked for a login, and how it is to be signed: that decides which places it may take. */
export type NoncePool = keyof typeof noncePools

/** How long a shared login is given again. What is left of its two minutes is enough to sign. */
export const SHARED_SECONDS = 60

/**
 * The places that the logins of one wallet in one project may take, by pool. Each of a pool's `own` places is given to
 * one request. Where all are taken, its two shared places are: the younger login there is given again for a minute, as
 * nobody can use it without the wallet's signature. So a stranger who asks for logins takes none away and keeps nobody
 * out. At most eight live of what pages ask, and of memos; 32 of what the secret key asks, e.g. in parallel tests.
 */
export const noncePools = {
  page: { first: 0, own: 6 },
  memo: { first: 8, own: 6 },
  server: { first: 16, own: 30 },
} as const

/** The pool that a place belongs to. */
export function findNoncePool(place: number): NoncePool {
  if (place >= noncePools.server.first) return 'server'
  return place >= noncePools.memo.first ? 'memo' : 'page'
}
