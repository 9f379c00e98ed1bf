import { createHash } from 'node:crypto'
import { createLocalJWKSet, jwtVerify } from 'jose'

/**
 * Verify a receipt without the network. Returns its claims, or why it is not valid.
 *
 * receipt    the text, from the order or from the API
 * keys       the document of /.well-known/receipt-keys.json, as you keep it
 * issuer     e.g. https://palisade.example.com/api/v1
 * shop       e.g. harbor-supply.myshopify.com
 * condition  what the gate must have asked for; leave it out to accept any
 */
export async function verifyReceipt({ receipt, keys, issuer, shop, condition }) {
  let verified
  try {
    const options = { issuer, algorithms: ['ES256'], typ: 'receipt+jwt', requiredClaims: ['iat', 'jti'] }
    verified = await jwtVerify(receipt, createLocalJWKSet(keys), options)
  } catch (error) {
    return refuse(REASONS[error.code] ?? 'This is no receipt.')
  }
  const { payload: claims, protectedHeader } = verified
  const { exp = Number.POSITIVE_INFINITY } = keys.keys.find(({ kid }) => kid === protectedHeader.kid) ?? {}
  if (claims.iat > exp) return refuse('Its key had ended before.')
  if (claims.shop !== shop) return refuse('It is of another shop.')
  if (condition !== undefined && claims.conditionSha256 !== hashCondition(condition))
    return refuse('The gate asked for something else.')
  return { isValid: true, claims }
}

const REASONS = {
  ERR_JWKS_NO_MATCHING_KEY: 'None of the kept keys signed it. If they are old, fetch them again.',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'It was changed after it was signed.',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'Another server issued it, or it is no receipt.',
}

function refuse(because) {
  return { isValid: false, because }
}

/** The SHA-256 of a condition: its JSON with sorted fields and no spaces, as RFC 8785 writes it. */
function hashCondition(condition) {
  const text = JSON.stringify(condition, (_name, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
  return createHash('sha256').update(text).digest('hex')
}
