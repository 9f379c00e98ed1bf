import type { SourceAbility } from '../../core/chain/types.ts'
import { acceptHead } from './acceptHead.ts'
import type { Sources } from './createSources.ts'
import { postJson } from './postJson.ts'
import type { Attempt } from './raceSources.ts'
import { toSourceError } from './sourceError.ts'
import type { ComposedRequest } from './types.ts'

export type RequestSourceParameters<T> = Attempt & {
  readonly sources: Sources
  readonly compose: (ability: SourceAbility) => ComposedRequest<T>
  readonly maxBytes: number
  readonly warn?: (sentence: string) => void
}

/**
 * Send one request to one source, and record the outcome in the source's health.
 * @throws {SourceError}
 */
export async function requestSource<T>(parameters: RequestSourceParameters<T>): Promise<T> {
  const { source, sources, compose, timeoutMs, maxBytes, signal, warn } = parameters
  const ability = source.ability()
  const seeHead = (block: bigint) => acceptHead({ source, sources, block })
  const started = performance.now()
  source.begin()
  try {
    const { body: asked, read } = compose(ability)
    const body = typeof asked === 'string' ? asked : JSON.stringify(asked)
    // Multicall3's answers are several times as long as those of our own program.
    const most = ability === 'multicall3' ? 8 * maxBytes : maxBytes
    const text = await postJson({ url: source.url, body, timeoutMs, maxBytes: most, signal })
    const value = read(text, { source: source.name, ability, seeHead })
    source.succeed(performance.now() - started)
    return value
  } catch (error) {
    const ms = performance.now() - started
    const failure = toSourceError(error)
    if (signal.aborted) source.abandon(ms)
    else {
      source.fail(failure, ms)
      warn?.(`${source.title} failed: ${failure.message}.`)
    }
    throw failure
  }
}
