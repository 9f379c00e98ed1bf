import type { ChainSlug, EndpointAbility } from '../../core/chain/types.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import { formatVariableEnd } from './chainVariables.ts'
import { type Endpoints, sendToFastest, sortEndpoints } from './createEndpoints.ts'
import { EndpointError, toEndpointError } from './endpointError.ts'
import { sendToEndpoint } from './sendToEndpoint.ts'
import type { Bounds, ComposedRequest } from './types.ts'

/** Limit for each endpoint. */
export const EACH_MS = 5_000
const maxBytesUsually = 256 * 1024

type CreateRaceParameters = {
  readonly endpoints: Endpoints
  readonly eachMs?: number
  /** Receives which endpoint failed and why, without its URL. */
  readonly warn?: ((sentence: string) => void) | undefined
}
type RaceParameters<T> = {
  readonly request: Bounds
  readonly compose: (ability: EndpointAbility) => ComposedRequest<T>
  readonly isWhole?: (answer: T) => boolean
  readonly isBetter?: (answer: T, than: T) => boolean
}

/**
 * Make the function that asks the endpoints of a chain, one after the other or two at once, until one answers. It throws
 * {UpstreamError} ERR_CHAIN_READ if none does.
 */
export function createRace({ endpoints, eachMs = EACH_MS, warn }: CreateRaceParameters) {
  return async <T>({ request, compose, isWhole, isBetter }: RaceParameters<T>): Promise<T> => {
    const { chain, timeoutMs: wholeMs, maxBytes = maxBytesUsually } = request
    const { ready, waitMs } = sortEndpoints(endpoints.of(chain))
    if (ready.length === 0) throw unreadableChain({ chain, reasons: [], waitMs })
    try {
      return await sendToFastest({
        endpoints: ready,
        timeoutMs: eachMs,
        wholeMs,
        isWhole,
        isBetter,
        ask: ({ endpoint, timeoutMs, signal }) => {
          const send = () =>
            sendToEndpoint({ endpoint, timeoutMs, signal, endpoints, compose, maxBytes, warn })
          return send().catch((error: unknown) => {
            if (error instanceof EndpointError && error.reason === 'moved') return send()
            throw error
          })
        },
      })
    } catch (reasons) {
      throw unreadableChain({
        chain,
        reasons: Array.isArray(reasons) ? reasons.map(toEndpointError) : [],
        waitMs: null,
      })
    }
  }
}

function unreadableChain({
  chain,
  reasons,
  waitMs,
}: {
  chain: ChainSlug
  reasons: readonly EndpointError[]
  waitMs: number | null
}): UpstreamError {
  const isMissing = waitMs === null && reasons.length === 0
  return new UpstreamError('ERR_CHAIN_READ', `The chain "${chain}" could not be read.`, {
    hint: isMissing ? `Set RPC_URL_${formatVariableEnd(chain)}.` : 'Try again in a moment.',
    details: { chain, reasons: reasons.map(({ message }) => message) },
    cause: new AggregateError(reasons, 'Every source failed.'),
  })
}
