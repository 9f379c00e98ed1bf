import type { ChainSlug } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Answering, Rpc } from '../rpc/types.ts'
import type { EthCall } from './multicall/composeEthCall.ts'
import type { Answers } from './multicall/decodeAnswers.ts'

export type SendTogetherParameters = {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly calls: readonly EthCall[]
  readonly timeoutMs: number
}
export type GivenAnswers = { readonly answers: Answers; readonly source: string | null }

/** The longest answer to a call in hex, with its JSON-RPC envelope. */
const bytesPerCall = 64 * 1024

/** Send several calls to one endpoint of a chain in one HTTP request; null for each call that failed. */
export async function sendTogether(parameters: SendTogetherParameters): Promise<(GivenAnswers | null)[]> {
  const { rpc, chain, timeoutMs } = parameters
  const calls = parameters.calls.map((call) => ({
    ...call,
    parse: (result: unknown, from?: Answering): GivenAnswers => ({
      answers: call.parse(result, from),
      source: from?.source ?? null,
    }),
  }))
  const [first, ...others] = calls
  if (!first) return []
  try {
    if (others.length === 0) return [await rpc({ chain, timeoutMs, ...first })]
    const given = await rpc({ chain, timeoutMs, calls, maxBytes: calls.length * bytesPerCall })
    return given.map((one) => (one.kind === 'answer' ? one.value : null))
  } catch (error) {
    nullIfKnown(error)
    return calls.map(() => null)
  }
}
