import { formatBase64url } from './formatBase64url.ts'

export type IsChallengeMetParameters = {
  readonly verifier: string
  /** The S256 challenge that came with the request. */
  readonly challenge: string
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string
}

/** Shape of a code verifier; an S256 challenge always has 43 characters of base64url. */
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/

/**
 * Whether a verifier hashes to an S256 challenge. Compares in constant time.
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.6
 */
export function isChallengeMet({ verifier, challenge, hash }: IsChallengeMetParameters): boolean {
  if (!VERIFIER.test(verifier)) return false
  const expected = formatBase64url(hash(verifier))
  let difference = expected.length ^ challenge.length
  for (let at = 0; at < expected.length; at++)
    difference |= expected.charCodeAt(at) ^ challenge.charCodeAt(at)
  return difference === 0
}
