import type { ChainSlug, SourceAbility } from '../../core/chain/types.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import { type CallAnswer, composeBatch } from './composeBatch.ts'
import { composeCall } from './composeCall.ts'
import { createSources, type Sources } from './createSources.ts'
import { orderSources } from './orderSources.ts'
import { raceSources } from './raceSources.ts'
import type { Endpoints } from './readEndpoints.ts'
import { requestSource } from './requestSource.ts'
import { SourceError, toSourceError } from './sourceError.ts'
import type { Bounds, ComposedRequest, Rpc, RpcAnswer, RpcBatchRequest, RpcRequest } from './types.ts'

export type CreateRpcParameters = {
  /** Limit for each source; 5,000 if absent. */
  readonly timeoutMs?: number
  /** Receives which source failed and why, without its URL. */
  readonly warn?: (sentence: string) => void
} & ({ readonly sources: Sources } | { readonly endpoints: Endpoints })

const maxBytesUsually = 256 * 1024

/** Make a JSON-RPC client over shared sources, or over endpoints, for which it makes sources of its own. */
export function createRpc({ timeoutMs: eachMs = 5_000, warn, ...from }: CreateRpcParameters): Rpc {
  const sources = 'sources' in from ? from.sources : createSources({ endpoints: from.endpoints })
  let lastId = 0
  const nextId = () => ++lastId

  const race = async <T>({
    request,
    compose,
    isWhole,
    isBetter,
  }: {
    request: Bounds
    compose: (ability: SourceAbility) => ComposedRequest<T>
    isWhole?: (answer: T) => boolean
    isBetter?: (answer: T, than: T) => boolean
  }): Promise<T> => {
    const { chain, timeoutMs: wholeMs, maxBytes = maxBytesUsually } = request
    const { ready, waitMs } = orderSources(sources.of(chain))
    if (ready.length === 0) throw unreadableChain({ chain, reasons: [], waitMs })
    try {
      return await raceSources({
        sources: ready,
        timeoutMs: eachMs,
        wholeMs,
        isWhole,
        isBetter,
        ask: (attempt) => {
          const send = () => requestSource({ ...attempt, sources, compose, maxBytes, warn })
          return send().catch((error: unknown) => {
            if (error instanceof SourceError && error.reason === 'moved') return send()
            throw error
          })
        },
      })
    } catch (reasons) {
      throw unreadableChain({
        chain,
        reasons: Array.isArray(reasons) ? reasons.map(toSourceError) : [],
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
      const heads = sources.of(chain).flatMap((source) => source.heads.within(ms) ?? [])
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
  reasons: readonly SourceError[]
  waitMs: number | null
}): UpstreamError {
  const isMissing = waitMs === null && reasons.length === 0
  return new UpstreamError('ERR_CHAIN_READ', `The chain "${chain}" could not be read.`, {
    hint: isMissing ? `Set RPC_URL_${chain.toUpperCase()}.` : 'Try again in a moment.',
    details: { chain, reasons: reasons.map(({ message }) => message) },
    cause: new AggregateError(reasons, 'Every source failed.'),
  })
}
