/** The keys that sign access tokens. */
export type SigningKeysPort = {
  /** Make a new key, which signs when it has been published for a while; the one before verifies until `endsAt`. Answers the new key's id. */
  rotate: (parameters: { at: number; endsAt: number }) => Promise<{ kid: string }>
}
