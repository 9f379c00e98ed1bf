import { isGateError } from './api/GateError.ts'
import type { GateConfig } from './readConfig.ts'
import type { FailureReason } from './state.ts'
import { isPending } from './wallets/isRejection.ts'

/** Map an error to a reason that has a sentence. `other` is what an error that is not ours means. */
export function reasonOf(
  error: unknown,
  texts: GateConfig['texts'],
  other: FailureReason = 'unknown',
): FailureReason {
  if (isPending(error)) return 'pending'
  if (!isGateError(error)) return other
  return error.message in texts ? (error.message as FailureReason) : 'unknown'
}
