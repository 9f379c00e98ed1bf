import type { ChainSlug } from '../../core/chain/types.ts'
import { createEndpoints, type Endpoints } from './createEndpoints.ts'
import { createRace, EACH_MS } from './createRace.ts'
import { type CallAnswer, composeBatch, composeCall } from './jsonRpc.ts'
import type { EndpointUrls } from './readEndpoints.ts'
import type { Rpc, RpcAnswer, RpcBatchRequest, RpcRequest } from './types.ts'

export type CreateRpcParameters = {
  /** Limit for each endpoint; 5,000 if absent. */
  readonly timeoutMs?: number
  /** Receives which endpoint failed and why, without its URL. */
  readonly warn?: (sentence: string) => void
} & ({ readonly endpoints: Endpoints } | { readonly endpointUrls: EndpointUrls })

/** Make a JSON-RPC client over shared endpoints, or over URLs, for which it makes endpoints of its own. */
export function createRpc({ timeoutMs: eachMs = EACH_MS, warn, ...from }: CreateRpcParameters): Rpc {
  const endpoints =
    'endpoints' in from ? from.endpoints : createEndpoints({ endpointUrls: from.endpointUrls })
  let lastId = 0
  const nextId = () => ++lastId

  const race = createRace({ endpoints, eachMs, warn })

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
