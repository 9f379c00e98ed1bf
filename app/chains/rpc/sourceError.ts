/** Why a source gave no good answer: what the metrics tell apart. */
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

/** What a source did wrong, in words that never name its URL: there are keys in it. */
export class SourceError extends Error {
  readonly reason: FailureReason
  /** How long the source asked to be left alone. */
  readonly retryAfterMs: number | null
  /** Whether the question is to blame as likely as the source: then it does not rest. */
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

/** What any error of an attempt means; what `parse` threw is nonsense. */
export function toSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error
  return new SourceError('nonsense', error instanceof Error ? error.message : 'unknown')
}
