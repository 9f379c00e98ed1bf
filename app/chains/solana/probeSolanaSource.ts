import { askSource } from '../rpc/askSource.ts'
import type { Source } from '../rpc/createSource.ts'
import type { Sources } from '../rpc/createSources.ts'
import { mainnetGenesis } from './programs.ts'

export type ProbeSolanaSourceParameters = {
  readonly source: Source
  /** The sources that `source` belongs to. */
  readonly sources: Sources
  /** Receives what is wrong with the source, without its URL. */
  readonly warn?: (sentence: string) => void
}

/** Shape of a genesis hash. An asset index may not know its own. */
const hash = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/

/**
 * Probe whether a Solana source, a node or an index, is of the main network. Never runs during a check.
 *
 * A source of another network is barred until a probe finds it on the main one. One that does not say keeps its state.
 * @throws {SourceError} when it does not answer.
 */
export async function probeSolanaSource(parameters: ProbeSolanaSourceParameters): Promise<void> {
  const { source, sources, warn } = parameters
  const genesis = await askSource({
    source,
    sources,
    method: 'getGenesisHash',
    params: [],
    read: (envelope) => (envelope.kind === 'result' ? envelope.result : null),
  })
  if (typeof genesis !== 'string' || !hash.test(genesis)) return
  const isForeign = genesis !== mainnetGenesis
  source.judge({ isForeign })
  if (isForeign) warn?.(`${source.title} does not serve Solana mainnet. This server does not use it.`)
}
