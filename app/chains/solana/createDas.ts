import { UpstreamError } from '../../core/errors/base.ts'
import { parseEnvelope } from '../rpc/parseEnvelopes.ts'
import { postJson } from '../rpc/postJson.ts'
import { toSourceError } from '../rpc/sourceError.ts'

export type DasRequest<T> = {
  readonly method: 'getAssetsByOwner' | 'searchAssets'
  readonly params: Readonly<Record<string, unknown>>
  /** Throws when the result is nonsense. */
  readonly parse: (result: unknown) => T
  readonly timeoutMs: number
}
/** Ask an index of digital assets. Throws {UpstreamError} ERR_CHAIN_READ. */
export type Das = <T>(request: DasRequest<T>) => Promise<T>

export type CreateDasParameters = {
  /** `DAS_URL_SOLANA`: it may hold a key. */
  readonly url: string
  readonly warn?: (sentence: string) => void
}

/** An index writes descriptions and links of every asset beside what is asked. */
const maxBytes = 4 * 1024 * 1024

/** Make a client of the Digital Asset Standard API. @see https://developers.metaplex.com/das-api */
export function createDas({ url, warn }: CreateDasParameters): Das {
  const endpoint = new URL(url)
  let lastId = 0
  return async ({ method, params, parse, timeoutMs }) => {
    const id = ++lastId
    try {
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
      const envelope = parseEnvelope({
        text: await postJson({ url: endpoint, body, timeoutMs, maxBytes }),
        id,
      })
      if (envelope.kind === 'error') throw envelope.error
      return parse(envelope.result)
    } catch (error) {
      const { message } = toSourceError(error)
      warn?.(`The DAS endpoint for solana failed: ${message}.`)
      throw new UpstreamError('ERR_CHAIN_READ', 'The index of digital assets could not be read.', {
        hint: 'Try again in a moment.',
        details: { chain: 'solana', reasons: [message] },
      })
    }
  }
}
