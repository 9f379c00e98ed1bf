import type { PublicSigningKey } from '../core/accessToken/types.ts'

/** Access tokens of the API. */
export type TokensPort = {
  /** A compact JWT, ES256, under the newest signing key. @see https://www.rfc-editor.org/rfc/rfc7519 */
  sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>
  /** The claims of a JWT that one of our living keys signed, or null. Nothing in them is checked. */
  verify: (token: string) => Promise<Readonly<Record<string, unknown>> | null>
  listPublicKeys: () => Promise<PublicSigningKey[]>
}
