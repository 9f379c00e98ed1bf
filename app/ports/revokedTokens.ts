/** Access tokens that were taken back. */
export type RevokedTokensPort = {
  add: (parameters: { tid: string; expiresAt: number }) => Promise<void>
  /** What is answered may be five seconds old. */
  has: (parameters: { tid: string; now: number }) => Promise<boolean>
}
