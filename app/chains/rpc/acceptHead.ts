import type { Source } from './createSource.ts'
import type { Sources } from './createSources.ts'
import { SourceError } from './sourceError.ts'

type HeadParameters = { readonly source: Source; readonly sources: Sources; readonly block: bigint }

/**
 * Record the block that a source reports as the latest, unless it is far behind.
 * @throws {SourceError} lags
 */
export function acceptHead({ source, sources, block }: HeadParameters): void {
  source.heads.report(block)
  if (isLate({ source, sources, block }))
    throw new SourceError('lags', 'it is far behind a block that was seen before')
  source.heads.add(block)
}

/**
 * Whether a later block was reported at least 30 seconds ago: once by the source itself or by a second opinion, or as
 * two different blocks by other sources of the chain.
 *
 * A chain that is really ahead moves on and gives a second block. A source that invents rising blocks does too, so
 * sources whose blocks rise without being ahead outvote it. With two sources nobody can tell which of them is wrong:
 * the one behind is late. A source that is stuck has no vote.
 */
function isLate({ source, sources, block }: HeadParameters): boolean {
  const { chain } = source
  const witnesses = sources.witnesses?.of(chain) ?? []
  if ([source, ...witnesses].some((one) => one.heads.laterThan(block).length > 0)) return true
  const others = sources.of(chain).filter((one) => one !== source)
  const ahead = others.filter((one) => one.heads.laterThan(block).length > 0)
  const even = others.filter((one) => !ahead.includes(one) && one.heads.isRising())
  const later = new Set(ahead.flatMap((one) => one.heads.laterThan(block)))
  return later.size > 1 && ahead.length > even.length
}
