import { AccessError, NotFoundError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { composeUserClaims, type UserClaims } from '../../core/oauth/composeUserClaims.ts'
import type { Project } from '../../core/project/types.ts'
import { type LimitPorts, limitApiRequest } from '../api/limitApiRequest.ts'
import { readAccessToken } from '../api/readAccessToken.ts'
import type { Needs } from '../context.ts'

export type ReadUserInfoResult = { readonly project: Project; readonly user: UserClaims }

/**
 * Read the user of an access token, and the project it belongs to. No chain is read.
 *
 * Costs two statements.
 * @throws {AccessError} ERR_TOKEN_INVALID, ERR_RATE_LIMITED
 */
export async function readUserInfo(
  ctx: LimitPorts & Needs<'issuer' | 'tokens' | 'revokedTokens' | 'projects'>,
  {
    accessToken,
    clientAddress,
  }: { readonly accessToken: string; readonly clientAddress: ClientAddress | null },
): Promise<ReadUserInfoResult> {
  const claims = await readAccessToken(ctx, { project: null, accessToken, chain: null })
  const project = await ctx.projects
    .load({ owner: 'operator', projectId: claims.aud })
    .catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error
      throw new AccessError('ERR_TOKEN_INVALID', 'The project of this access token no longer exists.', {
        hint: 'Sign in again.',
      })
    })
  await limitApiRequest(ctx, { project, client: clientAddress })
  return { project, user: composeUserClaims(claims) }
}
