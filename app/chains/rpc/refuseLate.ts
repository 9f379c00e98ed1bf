import type { Source } from './createSource.ts'
import type { Sources } from './createSources.ts'
import { SourceError } from './sourceError.ts'

/**
 * Refuse a block if a later one was reported at least 30 seconds ago. One report of the source itself or of a second
 * opinion is enough. Otherwise two different later blocks must have been reported for the chain.
 *
 * A chain that is really ahead moves on and gives a second block. A single false report would bar all honest sources.
 * @throws {SourceError} lags
 */
export function refuseLate({
  source,
  sources,
  block,
}: {
  source: Source
  sources: Sources
  block: bigint
}): void {
  const { chain } = source
  const laterOf = (others: Sources | null) =>
    (others?.of(chain) ?? []).flatMap(({ heads }) => heads.laterThan(block))
  const isLate =
    source.heads.laterThan(block).length > 0 ||
    laterOf(sources.witnesses).length > 0 ||
    new Set(laterOf(sources)).size > 1
  if (isLate) throw new SourceError('lags', 'it is far behind a block that was seen before')
}
