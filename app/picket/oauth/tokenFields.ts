import { InputError } from '../../core/errors/base.ts'
import { invalidRequest, type OauthParameters, readOne } from '../../core/oauth/parameters.ts'

export type TokenFields = {
  readonly code: string
  readonly redirectUri: string | null
  readonly codeVerifier: string | null
}

/**
 * Parse the fields of a token request. Only authorization codes are accepted.
 * @throws {InputError} ERR_OAUTH_REQUEST, ERR_OAUTH_GRANT_TYPE
 */
export function parseTokenFields(fields: OauthParameters): TokenFields {
  const grantType = readOne(fields, 'grant_type', 100)
  if (grantType === null) {
    throw invalidRequest('grant_type is missing.', 'Send grant_type=authorization_code.')
  }
  if (grantType !== 'authorization_code') {
    const named = grantType === 'password' ? 'The password grant' : 'This grant_type'
    throw new InputError('ERR_OAUTH_GRANT_TYPE', `${named} is not supported.`, {
      hint: 'Redirect the browser to oauth2/authorize, then exchange the code with grant_type=authorization_code.',
    })
  }
  const code = readOne(fields, 'code', 200)
  if (code === null)
    throw invalidRequest('code is missing.', 'Send the code from the redirect after the login.')
  return {
    code,
    redirectUri: readOne(fields, 'redirect_uri', 2000),
    codeVerifier: readOne(fields, 'code_verifier', 200),
  }
}

/** Parse the fields of a revocation. @throws {InputError} ERR_OAUTH_REQUEST */
export function parseRevokeFields(fields: OauthParameters): { readonly token: string } {
  readOne(fields, 'token_type_hint', 100)
  const token = readOne(fields, 'token', 16_384)
  if (token === null) throw invalidRequest('token is missing.', 'Send the access token to revoke.')
  return { token }
}
