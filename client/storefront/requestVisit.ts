import { renewVisit } from '../../extensions/gate-block/src/api/renewVisit.ts'
import { requestJson } from '../../extensions/gate-block/src/api/requestJson.ts'
import {
  type NonceAsk,
  type RequestNonceResult,
  requestNonce,
} from '../../extensions/gate-block/src/api/requestNonce.ts'
import type { CheckAnswer, CheckRequest, WalletLogin } from '../../extensions/gate-block/src/api/types.ts'
import { unlockGates } from '../../extensions/gate-block/src/api/unlockGates.ts'
import { createTransport, type Transport } from './createTransport.ts'
import type { ReadGatesOptions } from './readOptions.ts'
import type { KnownGates } from './toGateState.ts'

/** The four requests of a page, by the block's own code. Each rejects with a `PalisadeError`. */
export type Requests = {
  readonly listGates: (products: readonly number[], signal: AbortSignal) => Promise<KnownGates>
  readonly askNonce: (ask: NonceAsk, signal: AbortSignal) => Promise<RequestNonceResult>
  readonly unlock: (parameters: {
    readonly login: WalletLogin
    readonly request: CheckRequest
    readonly session: string | null
    readonly signal: AbortSignal
  }) => Promise<CheckAnswer>
  readonly renew: (parameters: {
    /** `content`: an entry of gated content to answer. */
    readonly request: CheckRequest & { readonly content?: string }
    readonly session: string
    readonly vaults: readonly string[]
    readonly signal: AbortSignal
  }) => Promise<CheckAnswer & { readonly content?: string }>
}

/** Create the requests to the API of a page. */
export function createRequests(options: ReadGatesOptions): Requests {
  const proxyPath = `${options.url}/storefront`
  const run = async <Result>(deed: (send: Transport['send']) => Promise<Result>): Promise<Result> => {
    const { send, explain } = createTransport(options)
    try {
      return await deed(send)
    } catch (error) {
      throw explain(error)
    }
  }
  const { timeoutMs } = options
  return {
    listGates: (products, signal) =>
      run((send) =>
        requestJson({
          url: `${proxyPath}/gates`,
          body: { products },
          field: 'gates',
          signal,
          send,
          timeoutMs,
        }),
      ) as Promise<KnownGates>,
    askNonce: (ask, signal) => run((send) => requestNonce({ proxyPath, ask, signal, send })),
    unlock: (parameters) => run((send) => unlockGates({ proxyPath, ...parameters, send })),
    renew: (parameters) => run((send) => renewVisit({ proxyPath, ...parameters, send })),
  }
}
