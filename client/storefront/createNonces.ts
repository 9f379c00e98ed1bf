import type { RequestNonceResult } from '../../extensions/gate-block/src/api/requestNonce.ts'
import type { Requests } from './requestVisit.ts'

/** The text that a wallet signs, requested before one is chosen: so it can be asked while the shopper's tap counts. */
export type Nonces = {
  /** Request one, unless a young one is there. */
  readonly prepare: () => void
  /** Take the prepared one, which works once; null if the request has failed: then one is requested for the wallet. */
  readonly take: () => Promise<RequestNonceResult | null>
}

/** A nonce lives two minutes, and the wallet needs some of them. */
const OLD_MS = 90_000

export function createNonces({ askNonce }: Pick<Requests, 'askNonce'>): Nonces {
  let asked: Promise<RequestNonceResult | null> = Promise.resolve(null)
  let oldAt = 0
  const prepare = () => {
    if (Date.now() < oldAt) return
    oldAt = Date.now() + OLD_MS
    asked = askNonce({}, new AbortController().signal).catch(() => null)
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
