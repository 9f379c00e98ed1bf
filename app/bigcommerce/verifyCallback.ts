import { AccessError } from '../core/errors/base.ts'
import { findPathDomain } from '../core/gate/platform.ts'
import type { SignatureCheck } from '../core/signature/isSigned.ts'
import type { SignedCallback } from '../ports/platform.ts'
import { type Claims, readJwt } from './readJwt.ts'

export type VerifyCallbackParameters = SignatureCheck<Uint8Array> & {
  /** The parameter `signed_payload_jwt`; null if the request has none. */
  readonly token: string | null
  /** The app's client id, which must be the token's audience. */
  readonly clientId: string
  /** Unix seconds. */
  readonly now: number
}

/** Seconds by which BigCommerce's clock may differ from ours. */
const SKEW = 60

/**
 * Verify the token of a callback: load, uninstall, or the removal of a member of the staff.
 *
 * @throws {AccessError} ERR_CALLBACK_SIGNATURE
 * @see https://developer.bigcommerce.com/docs/integrations/apps/guide/callbacks
 */
export function verifyCallback({ token, ...parameters }: VerifyCallbackParameters): SignedCallback {
  const claims = token === null ? null : readJwt({ ...parameters, token })
  const callback = claims && parseClaims(claims, parameters)
  if (callback) return callback
  throw new AccessError('ERR_CALLBACK_SIGNATURE', 'This request is not from BigCommerce, or it is too old.', {
    hint: 'Open Palisade again under Apps in the control panel. If it stays so, check BIGCOMMERCE_CLIENT_ID and BIGCOMMERCE_CLIENT_SECRET on this server.',
  })
}

function parseClaims(
  { aud, iss, sub, iat, nbf, exp, jti, user }: Claims,
  { clientId, now }: Pick<VerifyCallbackParameters, 'clientId' | 'now'>,
): SignedCallback | null {
  const myshopifyDomain = typeof sub === 'string' ? findPathDomain(sub) : null
  const userId = user !== null && typeof user === 'object' ? Reflect.get(user, 'id') : null
  if (aud !== clientId || iss !== 'bc' || myshopifyDomain === null) return null
  if (typeof iat !== 'number' || typeof nbf !== 'number' || typeof exp !== 'number') return null
  const isOfNow = iat <= now + SKEW && nbf <= now + SKEW && exp > now - SKEW
  if (!isOfNow || typeof jti !== 'string' || jti === '' || jti.length > 200) return null
  if (!Number.isSafeInteger(userId) || userId <= 0) return null
  const endsAt = Math.floor(exp) + SKEW
  return { myshopifyDomain, userId: String(userId), id: jti, issuedAt: Math.floor(iat), endsAt }
}
