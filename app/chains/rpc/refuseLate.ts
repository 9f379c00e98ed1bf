import type { Source } from './createSource.ts'
import type { Sources } from './createSources.ts'
import { SourceError } from './sourceError.ts'

/**
 * Refuse a block that was passed already half a minute ago: by the source's own word, by that of a second opinion, or by
 * two words of others.
 *
 * One word is no proof against others, since a chain that is ahead goes on: one lie would bar all who are honest.
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
  if (isLate) throw new SourceError('lags', 'it is far behind what was known')
}
