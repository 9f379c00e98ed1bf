import type { IssuedNonce } from '../../core/login/types.ts'

export type IssuedBook = {
  readonly write: (nonce: IssuedNonce) => void
  /** The nonce of this door and shop, if it was written and has not expired. `now` in unix seconds. */
  readonly find: (
    key: Pick<IssuedNonce, 'value' | 'door' | 'shopId'> & { readonly now: number },
  ) => IssuedNonce | null
  readonly remove: (value: string) => void
}

/** Nonces of one generation. Two are remembered, so at most twice as many. */
const MOST = 5_000

/**
 * Remember the nonces that this process has issued. A nonce's row never changes, so a remembered nonce equals its row,
 * unless the row is gone. A full generation replaces the one before it: nothing is searched for the oldest.
 */
export function createIssuedBook(): IssuedBook {
  let young = new Map<string, IssuedNonce>()
  let old = new Map<string, IssuedNonce>()
  /** When every nonce of the old generation has expired. */
  let turnsAt = 0
  return {
    write: (nonce) => {
      if (young.size >= MOST || nonce.issuedAt >= turnsAt) {
        old = young
        young = new Map()
        turnsAt = nonce.expiresAt
      }
      young.set(nonce.value, nonce)
    },
    find: ({ value, door, shopId, now }) => {
      const nonce = young.get(value) ?? old.get(value)
      return nonce && nonce.door === door && nonce.shopId === shopId && now < nonce.expiresAt ? nonce : null
    },
    remove: (value) => {
      young.delete(value)
      old.delete(value)
    },
  }
}
