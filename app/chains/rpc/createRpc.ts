import type { ChainSlug, EndpointAbility } from '../../core/chain/types.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import { formatVariableEnd } from './chainVariables.ts'
import { createEndpoints, type Endpoints, sendToFastest, sortEndpoints } from './createEndpoints.ts'
import { EndpointError, toEndpointError } from './endpointError.ts'
import { type CallAnswer, composeBatch, composeCall } from './jsonRpc.ts'
import type { EndpointUrls } from './readEndpoints.ts'
import { sendToEndpoint } from './sendToEndpoint.ts'
import type { Bounds, ComposedRequest, Rpc, RpcAnswer, RpcBatchRequest, RpcRequest } from './types.ts'

export type CreateRpcParameters = {
  /** Limit for each endpoint; 5,000 if absent. */
  readonly timeoutMs?: number
  /** Receives which endpoint failed and why, without its URL. */
  readonly warn?: (sentence: string) => void
} & ({ readonly endpoints: Endpoints } | { readonly endpointUrls: EndpointUrls })

const maxBytesUsually = 256 * 1024

/** Make a JSON-RPC client over shared endpoints, or over URLs, for which it makes endpoints of its own. */
export function createRpc({ timeoutMs: eachMs = 5_000, warn, ...from }: CreateRpcParameters): Rpc {
  const endpoints =
    'endpoints' in from ? from.endpoints : createEndpoints({ endpointUrls: from.endpointUrls })
  let lastId = 0
  const nextId = () => ++lastId

  const race = async <T>({
    request,
    compose,
    isWhole,
    isBetter,
  }: {
    request: Bounds
    compose: (ability: EndpointAbility) => ComposedRequest<T>
    isWhole?: (answer: T) => boolean
    isBetter?: (answer: T, than: T) => boolean
  }): Promise<T> => {
    const { chain, timeoutMs: wholeMs, maxBytes = maxBytesUsually } = request
    const { ready, waitMs } = sortEndpoints(endpoints.of(chain))
    if (ready.length === 0) throw unreadableChain({ chain, reasons: [], waitMs })
    try {
      return await sendToFastest({
        endpoints: ready,
        timeoutMs: eachMs,
        wholeMs,
        isWhole,
        isBetter,
        ask: ({ endpoint, timeoutMs, signal }) => {
          const send = () =>
            sendToEndpoint({ endpoint, timeoutMs, signal, endpoints, compose, maxBytes, warn })
          return send().catch((error: unknown) => {
            if (error instanceof EndpointError && error.reason === 'moved') return send()
            throw error
          })
        },
      })
    } catch (reasons) {
      throw unreadableChain({
        chain,
        reasons: Array.isArray(reasons) ? reasons.map(toEndpointError) : [],
        waitMs: null,
      })
    }
  }

  const askOne = <T>(request: RpcRequest<T>): Promise<T> =>
    race({ request, compose: (ability) => composeCall({ call: request, ability, nextId }) })

  const askAll = async <T>(request: RpcBatchRequest<T>): Promise<readonly RpcAnswer<T>[]> => {
    const { calls } = request
    if (calls.length === 0) return []
    const answered = (answers: readonly CallAnswer<T>[]) =>
      answers.filter(({ kind }) => kind === 'answer').length
    const answers = await race<readonly CallAnswer<T>[]>({
      request,
      compose: (ability) => composeBatch({ calls, ability, nextId }),
      isWhole: (answers) => answered(answers) === calls.length,
      isBetter: (answers, than) => answered(answers) > answered(than),
    })
    return answers.map((answer) =>
      answer.kind === 'answer' ? answer : { kind: 'failed', reason: answer.error.message },
    )
  }

  function ask<T>(request: RpcRequest<T>): Promise<T>
  function ask<T>(request: RpcBatchRequest<T>): Promise<readonly RpcAnswer<T>[]>
  function ask<T>(request: RpcRequest<T> | RpcBatchRequest<T>): Promise<T | readonly RpcAnswer<T>[]> {
    return 'calls' in request ? askAll(request) : askOne(request)
  }
  return Object.assign(ask, {
    headWithin: ({ chain, ms }: { chain: ChainSlug; ms: number }): bigint | null => {
      const heads = endpoints.of(chain).flatMap((endpoint) => endpoint.heads.within(ms) ?? [])
      return heads.reduce<bigint | null>((low, head) => (low === null || head < low ? head : low), null)
    },
  })
}

function unreadableChain({
  chain,
  reasons,
  waitMs,
}: {
  chain: ChainSlug
  reasons: readonly EndpointError[]
  waitMs: number | null
}): UpstreamError {
  const isMissing = waitMs === null && reasons.length === 0
  return new UpstreamError('ERR_CHAIN_READ', `The chain "${chain}" could not be read.`, {
    hint: isMissing ? `Set RPC_URL_${formatVariableEnd(chain)}.` : 'Try again in a moment.',
    details: { chain, reasons: reasons.map(({ message }) => message) },
    cause: new AggregateError(reasons, 'Every source failed.'),
  })
}
