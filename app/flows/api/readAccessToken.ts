import { parseClaims } from '../../core/accessToken/parseClaims.ts'
import type { AccessClaims } from '../../core/accessToken/types.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import { AccessError } from '../../core/errors/base.ts'
import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'

export type ReadAccessTokenParameters = {
  /** The project that the token must belong to; null only if the token itself authenticates the request. */
  readonly project: Project | null
  readonly accessToken: string
  /** The chain that the token must be for; null for any. */
  readonly chain: ChainSlug | null
}

/**
 * Verify an access token: signed by this server, for this project, not expired, not revoked. No chain is read.
 *
 * Costs a statement at most every five seconds for each id of the token.
 * @throws {AccessError} ERR_TOKEN_INVALID
 */
export async function readAccessToken(
  ctx: Needs<'now' | 'issuer' | 'tokens' | 'revokedTokens'>,
  { project, accessToken, chain }: ReadAccessTokenParameters,
): Promise<AccessClaims> {
  const now = ctx.now()
  const verified = await ctx.tokens.verify(accessToken)
  const claims = verified && parseClaims(verified)
  if (!claims || claims.iss !== ctx.issuer || claims.iat > now + 60)
    throw invalidToken('was not issued by this server, or was changed')
  if (project && claims.aud !== project.id) throw invalidToken('belongs to another project')
  if (chain && claims.chain !== chain) throw invalidToken(`is for ${claims.chain}, not for ${chain}`)
  if (claims.exp <= now) throw invalidToken('has expired')
  for (const tid of claims.sid === undefined ? [claims.tid] : [claims.tid, claims.sid]) {
    if (await ctx.revokedTokens.has({ tid, now })) throw invalidToken('was revoked')
  }
  return claims
}

function invalidToken(what: string): AccessError {
  return new AccessError('ERR_TOKEN_INVALID', `This access token ${what}.`, { hint: 'Sign in again.' })
}
