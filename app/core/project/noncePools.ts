/** Who requested a nonce and how it will be signed: page, memo or secret key. Decides which places it may take. */
export type NoncePool = keyof typeof noncePools

/** Seconds in which a shared nonce is issued again. The rest of its two minutes is enough to sign. */
export const SHARED_SECONDS = 60

/**
 * Places for the nonces of one wallet in one project, by pool: from `first`, `own` places and then two shared ones.
 * Each own place serves one request. Once all are taken, the younger shared nonce is issued again for a minute.
 * Sharing is safe, because nobody can use a nonce without the wallet's signature. So a stranger who requests nonces
 * takes none away and locks nobody out.
 *
 * At most eight nonces of pages live at once, eight of memos, and 32 of the secret key, e.g. for parallel tests.
 */
export const noncePools = {
  page: { first: 0, own: 6 },
  memo: { first: 8, own: 6 },
  server: { first: 16, own: 30 },
} as const

/** Find the pool that a place belongs to. */
export function findNoncePool(place: number): NoncePool {
  if (place >= noncePools.server.first) return 'server'
  return place >= noncePools.memo.first ? 'memo' : 'page'
}
