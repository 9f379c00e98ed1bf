import type { IssuedLogin } from '../../core/login/types.ts'

/** Format a challenge for an agent: the text to sign. */
export function formatChallenge({ value, statement, message, expiresAt }: IssuedLogin) {
  return { nonce: value, statement, message, expiresAt }
}
