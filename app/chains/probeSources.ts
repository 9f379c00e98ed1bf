import { findChain } from '../core/chain/findChain.ts'
import type { ChainSlug, SourceAbility } from '../core/chain/types.ts'
import { type Answers, decodeAnswers } from './evm/multicall/decodeAnswers.ts'
import { encodeCalls } from './evm/multicall/encodeCalls.ts'
import { decodeAggregate } from './evm/multicall3/decodeAggregate.ts'
import { encodeAggregate, multicall3 } from './evm/multicall3/encodeAggregate.ts'
import { acceptHead } from './rpc/acceptHead.ts'
import { askSource } from './rpc/askSource.ts'
import { blameQuestion } from './rpc/blameQuestion.ts'
import type { Source } from './rpc/createSource.ts'
import type { Sources } from './rpc/createSources.ts'
import type { Envelope } from './rpc/parseEnvelopes.ts'
import { probeSolanaSource } from './solana/probeSolanaSource.ts'

export type ProbeSourcesParameters = {
  readonly sources: Sources
  /** Probe only unsettled sources: of an unknown or another chain, or EVM ones that are not known as `deployless`. */
  readonly isAgain?: boolean
  /** Receives what is wrong with which source, without its URL. */
  readonly warn?: (sentence: string) => void
}

/**
 * Probe which chain each source is of, and how it can read many calls in one. Never runs during a check.
 *
 * A source of another chain is barred until a probe finds it on its own chain. One that does not answer keeps its
 * state. Never throws.
 */
export async function probeSources({
  sources,
  isAgain = false,
  warn,
}: ProbeSourcesParameters): Promise<void> {
  const due = sources.list().filter((source) => !isAgain || isUnsettled(source))
  await Promise.all(
    due.map((source) => {
      const probe = isEvm(source) ? probeEvmSource : probeSolanaSource
      return probe({ source, sources, warn }).catch(() => undefined)
    }),
  )
}

type ProbeParameters = {
  readonly source: Source
  readonly sources: Sources
  readonly warn: ((sentence: string) => void) | undefined
}

function isEvm({ chain }: Source): boolean {
  return findChain(chain)?.family === 'evm'
}

/** Whether to probe again. A source that is read through Multicall3 may have become `deployless`. */
function isUnsettled(source: Source): boolean {
  const { state, ability } = source.report()
  if (state === 'wrong chain' || !source.isJudged()) return true
  return isEvm(source) && ability !== 'deployless'
}

async function probeEvmSource({ source, sources, warn }: ProbeParameters): Promise<void> {
  const ask: Ask = (method, params) =>
    askSource({ source, sources, method, params, read: (envelope) => envelope })
  const chainId = readQuantity(await ask('eth_chainId', []))
  const expected = BigInt(findChain(source.chain)?.id ?? 0)
  if (chainId === null) return
  source.judge({ isForeign: chainId !== expected })
  if (chainId !== expected) {
    warn?.(`${source.title} serves chain ${chainId}, not ${expected}. This server does not use it.`)
    return
  }
  const deployless = await ask('eth_call', [{ data: encodeCalls([]) }, 'latest'])
  const text = readText(deployless)
  const ours = text === null ? null : decodeAnswers({ data: text, limits: [] })
  if (ours?.chainId === expected) settle({ source, sources, ability: 'deployless', block: ours.block })
  else if (isUnsupported(deployless)) {
    const theirs = await probeMulticall3({ chain: source.chain, ask })
    if (theirs?.chainId === expected) settle({ source, sources, ability: 'multicall3', block: theirs.block })
    else
      warn?.(
        `${source.title} does not support eth_call without "to", and Multicall3 does not answer there. Use another endpoint.`,
      )
  }
}

type Ask = (method: string, params: readonly unknown[]) => Promise<Envelope>
type SettleParameters = {
  readonly source: Source
  readonly sources: Sources
  readonly ability: SourceAbility
  readonly block: bigint
}

/** Record ability and latest block. @throws {SourceError} lags: a stuck source must not report a latest block. */
function settle({ source, sources, ability, block }: SettleParameters): void {
  source.judge({ ability })
  acceptHead({ source, sources, block })
}

async function probeMulticall3({ chain, ask }: { chain: ChainSlug; ask: Ask }): Promise<Answers | null> {
  const data = encodeAggregate({ chain, calls: [] })
  const text = readText(await ask('eth_call', [{ to: multicall3, data }, 'latest']))
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
  if (error.reason === 'rate-limit' || blameQuestion({ envelope, isPinned: true }) !== error) return false
  return refusals.includes(complaint.code) || refusal.test(complaint.text)
}

function readText(envelope: Envelope): string | null {
  return envelope.kind === 'result' && typeof envelope.result === 'string' ? envelope.result : null
}

function readQuantity(envelope: Envelope): bigint | null {
  const text = readText(envelope)
  return text !== null && /^0x[0-9a-f]{1,16}$/i.test(text) ? BigInt(text) : null
}
