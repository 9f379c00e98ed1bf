import type { SignatureCheck } from '../core/signature/isSigned.ts'
import { readJwt } from './readJwt.ts'

/** Seconds by which BigCommerce's clock may differ from ours. */
const SKEW = 60

/**
 * Verify what a storefront says of the customer who is signed in there. Null for a guest, and for a token of another store
 * or app, or of another time: a wrong token opens nothing that a guest could not open.
 * @see https://developer.bigcommerce.com/docs/start/authentication/current-customer
 */
export function verifyCustomer({
  token,
  clientId,
  storeHash,
  now,
  ...check
}: SignatureCheck<Uint8Array> & {
  token: string | null
  clientId: string
  storeHash: string
  now: number
}): string | null {
  const claims = token === null ? null : readJwt({ ...check, token })
  if (claims?.aud !== clientId || claims.iss !== 'bc/apps' || claims.operation !== 'current_customer')
    return null
  const { store_hash, iat, exp, customer } = claims
  const isOfNow = typeof iat === 'number' && iat <= now + SKEW && typeof exp === 'number' && exp > now - SKEW
  const id = customer !== null && typeof customer === 'object' ? Reflect.get(customer, 'id') : null
  if (store_hash !== storeHash || !isOfNow || !Number.isSafeInteger(id) || id <= 0) return null
  return String(id)
}
