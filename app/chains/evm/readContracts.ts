import type { ChainSlug } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import { formatLabel } from '../formatLabel.ts'
import type { Answering, Rpc } from '../rpc/types.ts'
import { countScanned, type InnerCall } from './multicall/calls.ts'
import { type ComposeEthCallParameters, composeEthCall, type EthCall } from './multicall/composeEthCall.ts'
import type { Answers } from './multicall/decodeAnswers.ts'
import { countCallShare } from './multicall/encodeCalls.ts'

type ReadContractsParameters = ComposeEthCallParameters & {
  readonly rpc: Rpc
  /** For all endpoints together. */
  readonly timeoutMs: number
}

/**
 * Perform many calls at one block in one request.
 * @throws {UpstreamError} ERR_CHAIN_READ when the node fails, answers nonsense, or is of another chain.
 */
export async function readContracts({ rpc, timeoutMs, ...call }: ReadContractsParameters): Promise<Answers> {
  return rpc({ chain: call.chain, timeoutMs, ...composeEthCall(call) })
}

/** Keeps a request within the gas that nodes give an `eth_call`. */
const mostCalls = 400
const mostIds = 5_000

/** Split calls into parts that fit one request each, in order. */
export function splitCalls(calls: readonly InnerCall[]): InnerCall[][] {
  const parts: InnerCall[][] = []
  let room = { calls: 0, ids: 0, share: 0 }
  for (const call of calls) {
    const ids = call.kind === 'scan' ? countScanned(call.ids) : 0
    const share = countCallShare(call)
    const fits = room.calls > 0 && room.ids >= ids && room.share >= share
    if (!fits) {
      parts.push([])
      room = { calls: mostCalls, ids: mostIds, share: 1 }
    }
    parts.at(-1)?.push(call)
    room = { calls: room.calls - 1, ids: room.ids - ids, share: room.share - share }
  }
  return parts
}

type SendTogetherParameters = {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly calls: readonly EthCall[]
  readonly timeoutMs: number
}
type GivenAnswers = { readonly answers: Answers; readonly source: string | null }

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

const text = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Decode the answer of `name()` or `symbol()`, hex without `0x`: an ABI string, perhaps cut off at the end, or 32 bytes
 * as in early tokens. Empty if it is neither.
 */
export function decodeText(answer: string): string {
  const bytes = Buffer.from(answer, 'hex')
  if (bytes.length === 32) return formatLabel(text.decode(bytes.subarray(0, endOf(bytes))))
  if (bytes.length < 64 || !bytes.subarray(0, 31).every((byte) => byte === 0) || bytes[31] !== 32) return ''
  const length = BigInt(`0x${answer.slice(64, 128)}`)
  const rest = bytes.subarray(64)
  return formatLabel(text.decode(length < BigInt(rest.length) ? rest.subarray(0, Number(length)) : rest))
}

function endOf(bytes: Buffer): number {
  const end = bytes.indexOf(0)
  return end === -1 ? bytes.length : end
}
