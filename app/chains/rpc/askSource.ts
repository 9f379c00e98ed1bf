import type { Source } from './createSource.ts'
import type { Sources } from './createSources.ts'
import { type Envelope, parseEnvelope } from './parseEnvelopes.ts'
import { requestSource } from './requestSource.ts'
import type { Answering } from './types.ts'

export type AskSourceParameters<T> = {
  readonly source: Source
  /** The sources that `source` belongs to. */
  readonly sources: Sources
  readonly method: string
  readonly params: readonly unknown[]
  /** An error that it throws counts as a failure of the source. */
  readonly read: (envelope: Envelope, from: Answering) => T
}

const timeoutMs = 5_000
const maxBytes = 16 * 1024

/**
 * Send one call to one source, outside any check. Takes five seconds and 16 KiB at most.
 * @throws {SourceError}
 */
export function askSource<T>({ source, sources, method, params, read }: AskSourceParameters<T>): Promise<T> {
  return requestSource({
    source,
    sources,
    timeoutMs,
    maxBytes,
    signal: new AbortController().signal,
    compose: () => ({
      body: { jsonrpc: '2.0', id: 1, method, params },
      read: (text, from) => read(parseEnvelope({ text, id: 1 }), from),
    }),
  })
}
