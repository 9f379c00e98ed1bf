import { askSource } from '../rpc/askSource.ts'
import type { Source } from '../rpc/createSource.ts'
import type { Sources } from '../rpc/createSources.ts'
import { mainnetGenesis } from './programs.ts'

export type ProbeSolanaSourceParameters = {
  readonly source: Source
  /** Those that it is one of. */
  readonly sources: Sources
  /** Told what is wrong with the source, without its URL. */
  readonly warn?: (sentence: string) => void
}

/** An index of assets need not know what its first block was. */
const hash = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/

/**
 * Find out whether a source of Solana, a node or an index, is of the main network; never asked during a check.
 *
 * One of another network is not asked again until it is found to be of this one. One that does not say is left as it was.
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
  if (isForeign) warn?.(`${source.title} is of another network than Solana's main one: it is not asked.`)
}
