import type { IssuedToken } from '../../core/accessToken/types.ts'
import { InputError } from '../../core/errors/base.ts'
import { composeIdClaims } from '../../core/oauth/composeIdClaims.ts'
import { isChallengeMet } from '../../core/oauth/isChallengeMet.ts'
import type { OauthCode } from '../../core/oauth/types.ts'
import { issueAccessToken, TOKEN_LIFE } from '../api/issueAccessToken.ts'
import type { Needs } from '../context.ts'
import type { OauthClient } from './authenticateClient.ts'

export type ExchangeCodeParameters = {
  readonly client: OauthClient
  readonly code: string
  readonly redirectUri: string | null
  readonly codeVerifier: string | null
}
export type ExchangeCodeResult = IssuedToken & { readonly scope: string; readonly idToken: string | null }

/**
 * Exchange an authorization code for a token, once. A code that is sent twice revokes the token it gave.
 *
 * The code is consumed before it is checked, so that guessing a verifier gets one try.
 * @throws {InputError} ERR_OAUTH_GRANT
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 */
export async function exchangeCode(
  ctx: Needs<
    | 'now'
    | 'createRandomHex'
    | 'hashSecret'
    | 'issuer'
    | 'tokens'
    | 'toChecksumAddress'
    | 'oauthCodes'
    | 'revokedTokens'
  >,
  { client, code: given, ...binding }: ExchangeCodeParameters,
): Promise<ExchangeCodeResult> {
  const now = ctx.now()
  const { project } = client.caller
  const found = await ctx.oauthCodes.consume({ hash: ctx.hashSecret(given), now })
  if (found.kind === 'used') {
    // Another project's client must not revoke this project's token.
    if (found.projectId === project.id) {
      await ctx.revokedTokens.add({ tid: found.tid, expiresAt: now + TOKEN_LIFE })
    }
    throw invalidGrant('This code was used before. The token that it gave is revoked.')
  }
  if (found.kind === 'unknown' || found.code.projectId !== project.id) {
    throw invalidGrant('This code is unknown, or older than a minute.')
  }
  const { code } = found
  checkBinding(ctx, { code, client, ...binding })
  const { grant, tid } = code
  const issued = await issueAccessToken(ctx, { project, grant, tid })
  const idToken = grant.scope.split(' ').includes('openid')
    ? await ctx.tokens.sign(composeIdClaims({ issued, grant, hash: ctx.hashSecret }))
    : null
  return { ...issued, scope: grant.scope, idToken }
}

function checkBinding(
  ctx: Needs<'hashSecret'>,
  parameters: Omit<ExchangeCodeParameters, 'code'> & { readonly code: OauthCode },
): void {
  const { code, client, redirectUri, codeVerifier } = parameters
  const { codeChallenge: challenge } = code
  if (client.publishableKey !== null && client.publishableKey !== code.grant.clientId) {
    throw invalidGrant('This code was issued to another client.')
  }
  if (redirectUri !== code.redirectUri) {
    throw invalidGrant('redirect_uri differs from the one in the authorize request.')
  }
  if (challenge !== null) {
    if (codeVerifier === null) throw invalidGrant('code_verifier is missing.')
    if (!isChallengeMet({ verifier: codeVerifier, challenge, hash: ctx.hashSecret })) {
      throw invalidGrant('code_verifier does not match the code_challenge.')
    }
    return
  }
  // A verifier without a challenge: an attacker may have removed the challenge from the request.
  if (codeVerifier !== null) throw invalidGrant('The authorize request had no code_challenge.')
  if (!client.isConfidential) {
    throw invalidGrant('Without a code_challenge, this exchange needs the secret key.')
  }
}

function invalidGrant(sentence: string): InputError {
  return new InputError('ERR_OAUTH_GRANT', sentence, { hint: 'Start the login again.' })
}
