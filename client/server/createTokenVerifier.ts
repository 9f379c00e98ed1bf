import { createKeyFinder } from './createKeyFinder.ts'
import { PalisadeError } from './PalisadeError.ts'
import type { ReadOptions } from './readOptions.ts'
import type { Claims } from './types.ts'
import { verifyJwt } from './verifyJwt.ts'

/**
 * Create a function that verifies access tokens with the server's public keys, which it fetches once and again when a
 * token names a new one. It does not hear of revoked tokens, and knows no requirements: `validate` does.
 */
export function createTokenVerifier(options: ReadOptions): (accessToken: string) => Promise<Claims> {
  const { issuer, projectId } = options
  const findKey = createKeyFinder(options)
  return async (accessToken) => {
    if (projectId === null) {
      const message = 'The option "projectId" is missing. A token of another project must not count.'
      throw new PalisadeError({ code: 'ERR_CLIENT_INPUT', message })
    }
    const verified = await verifyJwt({ token: accessToken, typ: 'JWT', findKey })
    if (typeof verified === 'string') throw wrongToken(verified)
    const { claims } = verified
    if (claims.iss !== issuer || claims.aud !== projectId || claims.ver !== 1) throw wrongToken('claims')
    if (typeof claims.sub !== 'string' || typeof claims.tid !== 'string') throw wrongToken('claims')
    if (typeof claims.iat !== 'number' || typeof claims.exp !== 'number') throw wrongToken('claims')
    if (claims.exp <= Date.now() / 1000) throw wrongToken('time')
    return claims as Claims
  }
}

/** @param cause What is wrong, for whoever looks into the error. */
function wrongToken(cause: string): PalisadeError {
  const message = 'The access token is invalid or has expired.'
  return new PalisadeError({ code: 'ERR_TOKEN_INVALID', message, status: 401, cause })
}
