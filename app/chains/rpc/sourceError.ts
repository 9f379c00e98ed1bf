/** Why a source gave no good answer; a label of the metrics. */
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

/** Failure of a source. Its message never names the URL, which contains keys. */
export class SourceError extends Error {
  readonly reason: FailureReason
  /** The source's Retry-After in milliseconds; null if it sent none. */
  readonly retryAfterMs: number | null
  /** Whether the request may be at fault as well as the source. The source does not rest then. */
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

/** Map any error of an attempt to a SourceError. An error that `parse` threw becomes `nonsense`. */
export function toSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error
  return new SourceError('nonsense', error instanceof Error ? error.message : 'unknown')
}
