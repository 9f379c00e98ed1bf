import { GateError } from './api/GateError.ts'
import type { GateConfig } from './readConfig.ts'
import type { FailureReason } from './state.ts'
import { isPending } from './wallets/isRejection.ts'

/** Say why a check could not be made, in one of the words there is a sentence for. */
export function reasonOf(error: unknown, texts: GateConfig['texts']): FailureReason {
  const code = isPending(error) ? 'pending' : error instanceof GateError ? error.message : ''
  return code in texts ? (code as FailureReason) : 'unknown'
}
