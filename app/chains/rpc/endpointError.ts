/** Why an endpoint gave no good answer; a label of the metrics. */
export type FailureReason =
  | 'timeout'
  | 'connection'
  | 'http'
  | 'rate-limit'
  | 'too-large'
  | 'nonsense'
  | 'rpc-error'
  | 'wrong-chain'
  | 'lags'
  | 'moved'

/** Failure of an endpoint. Its message never names the URL, which contains keys. */
export class EndpointError extends Error {
  readonly reason: FailureReason
  /** The endpoint's Retry-After in milliseconds; null if it sent none. */
  readonly retryAfterMs: number | null
  /** Whether the request may be at fault as well as the endpoint. The endpoint does not rest then. */
  readonly isQuestion: boolean

  constructor(
    reason: FailureReason,
    message: string,
    options: { retryAfterMs?: number | null; isQuestion?: boolean } = {},
  ) {
    super(message)
    this.name = new.target.name
    this.reason = reason
    this.retryAfterMs = options.retryAfterMs ?? null
    this.isQuestion = options.isQuestion ?? false
  }
}

/** Map any error of an attempt to a EndpointError. An error that `parse` threw becomes `nonsense`. */
export function toEndpointError(error: unknown): EndpointError {
  if (error instanceof EndpointError) return error
  return new EndpointError('nonsense', error instanceof Error ? error.message : 'unknown')
}
