import { reasonOf } from '../reasonOf.ts'
import type { FailureReason, GateEvent } from '../state.ts'
import { isRejection } from '../wallets/isRejection.ts'
import type { GateRun } from './types.ts'

export type RenderFailureParameters = {
  readonly error: unknown
  readonly signal: AbortSignal
  /** What an error that is not ours means; default: nothing is known. */
  readonly other?: FailureReason
}

/** Show a failure, unless the task was aborted. */
export function renderFailure(run: GateRun, { error, signal, other }: RenderFailureParameters): void {
  if (signal.aborted) return
  const reason = reasonOf(error, run.config.texts, other)
  const failed: GateEvent = { kind: 'answered', outcome: { kind: 'failed', reason, chain: null } }
  run.dispatch(isRejection(error) ? { kind: 'rejected' } : failed)
}
