import { ProxyError } from './api/postProxy.ts'
import { CartError } from './cart/fetchCart.ts'
import { NoTextError } from './loginWithSolana.ts'
import type { FailureReason } from './state.ts'

const reasons: Readonly<Record<string, FailureReason>> = {
  ERR_NONCE_UNKNOWN: 'late',
  ERR_SIGNATURE_INVALID: 'signature',
  ERR_LOGIN_MISMATCH: 'signature',
  ERR_GATE_NOT_FOUND: 'changed',
}

/** Say why a check could not be made, in one of the words there is a sentence for. */
export function reasonOf(error: unknown): FailureReason {
  if (error instanceof CartError) return 'cart'
  if (error instanceof NoTextError) return 'ledger'
  if (!(error instanceof ProxyError)) return 'unknown'
  if (error.status === 429) return 'busy'
  return reasons[error.code] ?? 'unknown'
}
