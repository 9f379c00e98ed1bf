import type { ErrorAnswer, Reason } from '../../../public/palisade.d.ts'

const reasons: Readonly<Record<string, Reason>> = {
  ERR_KEY_MISSING: 'key',
  ERR_KEY_UNKNOWN: 'key',
  ERR_KEY_FORBIDDEN: 'key',
  ERR_SITE_FORBIDDEN: 'site',
  ERR_TOKEN_INVALID: 'token',
  ERR_REQUIREMENT_UNMET: 'not-eligible',
  ERR_WALLET_NOT_ALLOWED: 'not-allowed',
  ERR_NONCE_UNKNOWN: 'signature',
  ERR_SIGNATURE_INVALID: 'signature',
  ERR_LOGIN_MISMATCH: 'signature',
}

/** Map an error answer to a reason. Status 424 and 5xx always mean `could-not-check`, never a refusal. */
export function reasonOf({ status, answer }: { status: number; answer: ErrorAnswer }): Reason {
  if (status === 0) return 'network'
  if (status === 429) return 'slow-down'
  if (status === 424 || status >= 500) return 'could-not-check'
  return (
    reasons[answer.error ?? ''] ?? (status === 401 ? 'token' : status === 403 ? 'not-eligible' : 'request')
  )
}
