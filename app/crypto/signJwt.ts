import { type KeyObject, sign } from 'node:crypto'
import { toLowS } from './p256.ts'

export type SignJwtParameters = {
  /** The result of `formatJwtHeader` for this key. */
  readonly header: string
  readonly claims: Readonly<Record<string, unknown>>
  /** P-256, private. */
  readonly key: KeyObject
}

/**
 * Sign claims as a compact JWT with ES256, in the canonical form that `verifyJwt` accepts.
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.4
 */
export function signJwt({ header, claims, key }: SignJwtParameters): string {
  const signed = `${header}.${Buffer.from(JSON.stringify(claims), 'utf8').toString('base64url')}`
  const signature = sign('sha256', Buffer.from(signed, 'latin1'), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${toLowS(signature).toString('base64url')}`
}
