import { reasonOf } from '../reasonOf.ts'
import type { GateEvent } from '../state.ts'
import { isRejection } from '../wallets/isRejection.ts'
import type { GateRun } from './types.ts'

export type RenderFailureParameters = { readonly error: unknown; readonly signal: AbortSignal }

/** Show a failure, unless the task was aborted. */
export function renderFailure(run: GateRun, { error, signal }: RenderFailureParameters): void {
  if (signal.aborted) return
  const reason = reasonOf(error, run.config.texts)
  const failed: GateEvent = { kind: 'answered', outcome: { kind: 'failed', reason, chain: null } }
  run.dispatch(isRejection(error) ? { kind: 'rejected' } : failed)
}
