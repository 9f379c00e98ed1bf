/** Access tokens that were revoked. Instants are unix seconds. */
export type RevokedTokensPort = {
  /** Revoke a token until `expiresAt`, when it would have ended anyway. */
  add: (parameters: { tid: string; expiresAt: number }) => Promise<void>
  /** Whether a token was revoked; the answer may be five seconds old. */
  has: (parameters: { tid: string; now: number }) => Promise<boolean>
}
