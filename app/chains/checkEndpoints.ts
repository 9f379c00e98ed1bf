import { familyOf } from '../core/chain/familyOf.ts'
import { findChain } from '../core/chain/findChain.ts'
import type { ChainFamily, ChainSlug, EndpointAbility } from '../core/chain/types.ts'
import { type Answers, decodeAnswers } from './evm/multicall/decodeAnswers.ts'
import { encodeCalls } from './evm/multicall/encodeCalls.ts'
import { decodeAggregate } from './evm/multicall3/decodeAggregate.ts'
import { addressOfMulticall3, encodeAggregate } from './evm/multicall3/encodeAggregate.ts'
import { checkFlowEndpoint } from './flow/checkFlowEndpoint.ts'
import { addCheckedHead } from './rpc/addCheckedHead.ts'
import type { Endpoint } from './rpc/createEndpoint.ts'
import type { Endpoints } from './rpc/createEndpoints.ts'
import { type Envelope, toQuestionError } from './rpc/jsonRpc.ts'
import { sendOneCall } from './rpc/sendToEndpoint.ts'
import { checkSolanaEndpoint } from './solana/checkSolanaEndpoint.ts'

export type CheckEndpointsParameters = {
  readonly endpoints: Endpoints
  /** Probe only unsettled endpoints: of an unknown or another chain, or EVM ones that are not known as `deployless`. */
  readonly isAgain?: boolean
  /** Receives what is wrong with which endpoint, without its URL. */
  readonly warn?: (sentence: string) => void
}

/**
 * Probe which chain each endpoint is of, and how it can read many calls in one. Never runs during a check.
 *
 * An endpoint of another chain is barred until a probe finds it on its own chain. One that does not answer keeps its
 * state. Never throws.
 */
export async function checkEndpoints({
  endpoints,
  isAgain = false,
  warn,
}: CheckEndpointsParameters): Promise<void> {
  const due = endpoints.list().filter((endpoint) => !isAgain || isUnsettled(endpoint))
  await Promise.all(
    due.map((endpoint) => {
      return probes[familyOf(endpoint.chain)]({ endpoint, endpoints, warn }).catch(() => undefined)
    }),
  )
}

type ProbeParameters = {
  readonly endpoint: Endpoint
  readonly endpoints: Endpoints
  readonly warn: ((sentence: string) => void) | undefined
}

function isEvm({ chain }: Endpoint): boolean {
  return familyOf(chain) === 'evm'
}

const probes: { readonly [Family in ChainFamily]: (parameters: ProbeParameters) => Promise<void> } = {
  evm: checkEvmEndpoint,
  solana: checkSolanaEndpoint,
  flow: checkFlowEndpoint,
}

/** Whether to probe again. An endpoint that is read through Multicall3 may have become `deployless`. */
function isUnsettled(endpoint: Endpoint): boolean {
  const { state, ability } = endpoint.report()
  if (state === 'wrong chain' || !endpoint.isJudged()) return true
  return isEvm(endpoint) && ability !== 'deployless'
}

async function checkEvmEndpoint({ endpoint, endpoints, warn }: ProbeParameters): Promise<void> {
  const ask: Ask = (method, params) =>
    sendOneCall({ endpoint, endpoints, method, params, read: (envelope) => envelope })
  const chainId = readQuantity(await ask('eth_chainId', []))
  const expected = BigInt(findChain(endpoint.chain)?.id ?? 0)
  if (chainId === null) return
  endpoint.judge({ isForeign: chainId !== expected })
  if (chainId !== expected) {
    warn?.(`${endpoint.title} serves chain ${chainId}, not ${expected}. This server does not use it.`)
    return
  }
  const deployless = await ask('eth_call', [{ data: encodeCalls([]) }, 'latest'])
  const text = readText(deployless)
  const ours = text === null ? null : decodeAnswers({ data: text, limits: [] })
  if (ours?.chainId === expected) settle({ endpoint, endpoints, ability: 'deployless', block: ours.block })
  else if (isUnsupported(deployless)) {
    const theirs = await readMulticall3({ chain: endpoint.chain, ask })
    if (theirs?.chainId === expected)
      settle({ endpoint, endpoints, ability: 'multicall3', block: theirs.block })
    else
      warn?.(
        `${endpoint.title} does not support eth_call without "to", and Multicall3 does not answer there. Use another endpoint.`,
      )
  }
}

type Ask = (method: string, params: readonly unknown[]) => Promise<Envelope>
type SettleParameters = {
  readonly endpoint: Endpoint
  readonly endpoints: Endpoints
  readonly ability: EndpointAbility
  readonly block: bigint
}

/** Record ability and latest block. @throws {EndpointError} lags: a stuck endpoint must not report a latest block. */
function settle({ endpoint, endpoints, ability, block }: SettleParameters): void {
  endpoint.judge({ ability })
  addCheckedHead({ endpoint, endpoints, block })
}

async function readMulticall3({ chain, ask }: { chain: ChainSlug; ask: Ask }): Promise<Answers | null> {
  const data = encodeAggregate({ chain, calls: [] })
  const text = readText(await ask('eth_call', [{ to: addressOfMulticall3(chain), data }, 'latest']))
  return text === null ? null : decodeAggregate({ chain, data: text, calls: [] })
}

/** 3 and -32015: the call reverted. The others: it is malformed, or the node does not know it. */
const refusals: readonly (number | null)[] = [3, -32_015, -32_600, -32_601, -32_602]
const refusal = /revert|support|not allowed|invalid|require|opcode|missing (?:field|value|.*\bto\b)/i

/** Whether the node says that it does not support such a call. Any other error may be temporary. */
function isUnsupported(envelope: Envelope): boolean {
  // A node that does not run call data as a program answers with no bytes.
  if (envelope.kind === 'result') return envelope.result === '0x'
  const { error, complaint } = envelope
  if (error.reason === 'rate-limit' || toQuestionError({ envelope, isPinned: true }) !== error) return false
  return refusals.includes(complaint.code) || refusal.test(complaint.text)
}

function readText(envelope: Envelope): string | null {
  return envelope.kind === 'result' && typeof envelope.result === 'string' ? envelope.result : null
}

function readQuantity(envelope: Envelope): bigint | null {
  const text = readText(envelope)
  return text !== null && /^0x[0-9a-f]{1,16}$/i.test(text) ? BigInt(text) : null
}
