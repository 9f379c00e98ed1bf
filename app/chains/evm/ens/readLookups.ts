import { decodeFunctionData, encodeErrorResult, encodeFunctionResult, parseAbi } from 'viem/utils'
import type { EvmAddress } from '../../../core/chain/types.ts'
import type { ContractCall } from '../multicall/calls.ts'
import type { InnerResult } from '../multicall/decodeAnswers.ts'
import { decodeLookup, encodeCallback, readGateway } from './codec.ts'

/** Perform calls in one request. */
export type Ask = (calls: readonly ContractCall[]) => Promise<readonly InnerResult[]>

export type LookupParameters = {
  readonly ask: Ask
  readonly target: EvmAddress
  readonly gateways: readonly string[]
  /** By `performance.now`. */
  readonly deadline: number
}
type ReadLookupsParameters = LookupParameters & {
  /** Of a call in the mode `reverts`. */
  readonly result: InnerResult | undefined
  readonly most: number
}
type Query = { readonly sender: EvmAddress; readonly urls: readonly string[]; readonly data: string }

/** By this URL a contract asks its caller to send several questions by itself. @see https://docs.ens.domains/ensip/21 */
export const OWN_BATCH = 'x-batch-gateway:true'
const MOST_QUERIES = 4
const abi = parseAbi([
  'struct Query { address sender; string[] urls; bytes data; }',
  'function query(Query[] queries) view returns (bool[] failures, bytes[] responses)',
  'error HttpError(uint16 status, string message)',
])
/** What a resolver learns of a question that was not sent, or not answered. */
const FAILURE = encodeErrorResult({ abi, errorName: 'HttpError', args: [502, 'no allowed gateway answers'] })

/**
 * Follow lookups to the final answer, hex without `0x`; null if there is none. Only allowed gateways are asked.
 * @throws Error if the one gateway of a lookup fails
 */
export async function readLookups(parameters: ReadLookupsParameters): Promise<string | null> {
  const { ask, target, most } = parameters
  let { result } = parameters
  for (let lookups = 0; ; lookups++) {
    if (result?.kind !== 'answer') return null
    if (result.data.startsWith('01')) return result.data.slice(2)
    const lookup = decodeLookup(result.data.slice(2))
    if (!lookup || lookup.sender !== target || lookups === most) return null
    const question = { sender: target, urls: lookup.urls, data: `0x${lookup.callData}` }
    const answer = (await readQuery(parameters, question)) ?? (await readBatch(parameters, question))
    if (!answer) return null
    const data = encodeCallback(lookup, answer.slice(2))
    const [next] = await ask([{ target, data, limit: 8_192, gasCap: 10_000_000, mode: 'reverts' }])
    result = next
  }
}

/** Ask the first allowed gateway of a question; null if it names none. Hex with `0x`. */
async function readQuery({ gateways, deadline }: LookupParameters, query: Query): Promise<string | null> {
  const template = query.urls.find((url) => gateways.includes(url))
  if (!template) return null
  const timeoutMs = Math.max(1, Math.floor(deadline - performance.now()))
  return readGateway({ template, sender: query.sender, data: query.data, timeoutMs })
}

/** Answer a batch of questions, each by its own gateway; null if it is none. */
async function readBatch(parameters: LookupParameters, { urls, data }: Query): Promise<string | null> {
  if (!urls.includes(OWN_BATCH)) return null
  const queries = decodeQueries(data)
  if (!queries || queries.length > MOST_QUERIES) return null
  const answers = await Promise.all(queries.map((query) => readQuery(parameters, query).catch(() => null)))
  const failures = answers.map((answer) => answer === null)
  const responses = answers.map((answer) => (answer ?? FAILURE) as `0x${string}`)
  return encodeFunctionResult({ abi, functionName: 'query', result: [failures, responses] })
}

function decodeQueries(data: string): Query[] | null {
  try {
    const { args } = decodeFunctionData({ abi, data: data as `0x${string}` })
    return args[0].map(({ sender, urls, data: asked }) => ({
      ...{ sender: sender.toLowerCase() as EvmAddress, urls, data: asked },
    }))
  } catch {
    return null
  }
}
