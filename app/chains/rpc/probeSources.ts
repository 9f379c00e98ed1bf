import { findChain } from '../../core/chain/findChain.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import { decodeAnswers } from '../evm/multicall/decodeAnswers.ts'
import { encodeCalls } from '../evm/multicall/encodeCalls.ts'
import { decodeAggregate } from '../evm/multicall3/decodeAggregate.ts'
import { encodeAggregate, multicall3 } from '../evm/multicall3/encodeAggregate.ts'
import type { Source, SourceAbility } from './createSource.ts'
import type { Sources } from './createSources.ts'
import { type Envelope, parseEnvelope } from './parseEnvelopes.ts'
import { requestSource } from './requestSource.ts'

export type ProbeSourcesParameters = {
  readonly sources: Sources
  /** Only those of which something is not known yet, or that were of another chain. */
  readonly isAgain?: boolean
  /** Told what is wrong with which source, without its URL. */
  readonly warn?: (sentence: string) => void
}

const timeoutMs = 5_000
const maxBytes = 16 * 1024

/**
 * Find out which chain each EVM source is of, and how many calls are read in one there: never asked during a check.
 *
 * A source of another chain is not asked again until it is found to be of its own. One that does not answer is left as
 * it was. Never throws.
 */
export async function probeSources({
  sources,
  isAgain = false,
  warn,
}: ProbeSourcesParameters): Promise<void> {
  const due = sources.list().filter((source) => {
    const { state, ability } = source.report()
    const isEvm = findChain(source.chain)?.family === 'evm'
    return isEvm && (!isAgain || ability === null || state === 'wrong chain')
  })
  await Promise.all(due.map((source) => probeSource({ source, sources, warn }).catch(() => undefined)))
}

async function probeSource({
  source,
  sources,
  warn,
}: {
  source: Source
  sources: Sources
  warn: ((sentence: string) => void) | undefined
}): Promise<void> {
  const ask = (method: string, params: readonly unknown[]) =>
    requestSource({
      source,
      sources,
      timeoutMs,
      maxBytes,
      signal: new AbortController().signal,
      compose: () => ({
        body: { jsonrpc: '2.0', id: 1, method, params },
        read: (text) => parseEnvelope({ text, id: 1 }),
      }),
    })
  const chainId = readQuantity(await ask('eth_chainId', []))
  const expected = BigInt(findChain(source.chain)?.id ?? 0)
  if (chainId === null) return
  source.judge({ isForeign: chainId !== expected })
  if (chainId !== expected) {
    warn?.(`${source.title} is of chain ${chainId}, not ${expected}: it is not asked.`)
    return
  }
  const deployless = await ask('eth_call', [{ data: encodeCalls([]) }, 'latest'])
  if (isBusy(deployless)) return
  const ability: SourceAbility | null = isOurs({ envelope: deployless, expected })
    ? 'deployless'
    : await probeMulticall3({ chain: source.chain, expected, ask })
  if (ability) source.judge({ ability })
  else warn?.(`${source.title} takes no eth_call without "to", and Multicall3 does not answer there.`)
}

async function probeMulticall3({
  chain,
  expected,
  ask,
}: {
  chain: ChainSlug
  expected: bigint
  ask: (method: string, params: readonly unknown[]) => Promise<Envelope>
}): Promise<SourceAbility | null> {
  const data = encodeAggregate({ chain, calls: [] })
  const envelope = await ask('eth_call', [{ to: multicall3, data }, 'latest'])
  const text = envelope.kind === 'result' && typeof envelope.result === 'string' ? envelope.result : ''
  return decodeAggregate({ chain, data: text, calls: [] })?.chainId === expected ? 'multicall3' : null
}

function isOurs({ envelope, expected }: { envelope: Envelope; expected: bigint }): boolean {
  if (envelope.kind !== 'result' || typeof envelope.result !== 'string') return false
  return decodeAnswers({ data: envelope.result, limits: [] })?.chainId === expected
}

function isBusy(envelope: Envelope): boolean {
  return envelope.kind === 'error' && envelope.error.reason === 'rate-limit'
}

function readQuantity(envelope: Envelope): bigint | null {
  const text = envelope.kind === 'result' ? envelope.result : null
  return typeof text === 'string' && /^0x[0-9a-f]{1,16}$/i.test(text) ? BigInt(text) : null
}
