import { reasonOf } from '../reasonOf.ts'
import { type FailureReason, reduceAnswer, reduceRejection } from '../state.ts'
import { isRejection } from '../wallets/isRejection.ts'
import type { GateRun } from './types.ts'

/**
 * Show a failure, unless the task was aborted. `other` is what an error that is not ours means; default: nothing is
 * known.
 */
export function renderFailure(
  run: GateRun,
  error: unknown,
  signal: AbortSignal,
  other?: FailureReason,
): void {
  if (signal.aborted) return
  const reason = reasonOf(error, run.config.texts, other)
  if (isRejection(error)) run.dispatch(reduceRejection)
  else run.dispatch(reduceAnswer, { kind: 'failed', reason })
}
