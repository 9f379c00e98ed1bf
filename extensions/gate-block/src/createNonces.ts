import type { RequestNonceResult } from './api/requestNonce.ts'

/** Nonces that are requested before a wallet is chosen: it can then be asked while the shopper's tap still counts. */
export type Nonces = {
  /** Request one, unless a young one is there. */
  readonly prepare: () => void
  /** Take the prepared one, which works once; null if the request has failed. */
  readonly take: () => Promise<RequestNonceResult | null>
}

/** A nonce lives two minutes, and the wallet needs some of them. */
const OLD_MS = 90_000

/** Create the nonces of one block; `ask` requests one. */
export function createNonces(ask: () => Promise<RequestNonceResult>): Nonces {
  let asked: Promise<RequestNonceResult | null>
  let oldAt = 0
  const prepare = () => {
    if (Date.now() < oldAt) return
    oldAt = Date.now() + OLD_MS
    asked = ask().catch(() => null)
  }
  return {
    prepare,
    take: () => {
      prepare()
      oldAt = 0
      return asked
    },
  }
}
