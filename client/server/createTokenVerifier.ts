import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose'
import { PalisadeError } from './PalisadeError.ts'
import type { ReadOptions } from './readOptions.ts'
import type { Claims } from './types.ts'

/** What jose throws for a token that is wrong. Everything else means that the keys could not be read. */
const WRONG_TOKEN: readonly string[] = [
  'ERR_JOSE_ALG_NOT_ALLOWED',
  'ERR_JOSE_NOT_SUPPORTED',
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWS_INVALID',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JWT_CLAIM_VALIDATION_FAILED',
  'ERR_JWT_EXPIRED',
  'ERR_JWT_INVALID',
]

/**
 * Create a function that verifies access tokens with the server's public keys, which it fetches once and again when a
 * token names a new one. It does not hear of revoked tokens, and knows no requirements: `validate` does.
 */
export function createTokenVerifier(options: ReadOptions): (accessToken: string) => Promise<Claims> {
  const { url, issuer, projectId, timeoutMs, fetch } = options
  const keys = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`), {
    timeoutDuration: timeoutMs,
    [customFetch]: fetch,
  })
  return async (accessToken) => {
    if (projectId === null) {
      const message = 'The option "projectId" is missing. A token of another project must not count.'
      throw new PalisadeError({ code: 'ERR_CLIENT_INPUT', message })
    }
    try {
      const { payload } = await jwtVerify(accessToken, keys, {
        issuer,
        audience: projectId,
        algorithms: ['ES256'],
        requiredClaims: ['exp', 'iat', 'sub', 'tid', 'ver'],
      })
      return checkVersion(payload)
    } catch (error) {
      throw describeFailure(error)
    }
  }
}

function checkVersion(payload: JWTPayload): Claims {
  if (payload.ver === 1) return payload as unknown as Claims
  throw new errors.JWTInvalid('unknown version')
}

function describeFailure(cause: unknown): PalisadeError {
  const code = cause instanceof errors.JOSEError ? cause.code : ''
  if (WRONG_TOKEN.includes(code)) {
    const message = 'The access token is invalid or has expired.'
    return new PalisadeError({ code: 'ERR_TOKEN_INVALID', message, status: 401, cause })
  }
  const message = 'The keys of Palisade could not be read, so the token is not verified.'
  const name = code === 'ERR_JWKS_TIMEOUT' ? 'ERR_CLIENT_TIMEOUT' : 'ERR_CLIENT_NETWORK'
  return new PalisadeError({ code: name, message, cause })
}
