import { GateError } from './api/GateError.ts'
import type { GateConfig } from './readConfig.ts'
import type { FailureReason } from './state.ts'
import { isPending } from './wallets/isRejection.ts'

/** Map an error to a reason that has a sentence, else to `unknown`. */
export function reasonOf(error: unknown, texts: GateConfig['texts']): FailureReason {
  const code = isPending(error) ? 'pending' : error instanceof GateError ? error.message : ''
  return code in texts ? (code as FailureReason) : 'unknown'
}
