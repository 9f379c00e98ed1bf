import { PalisadeError } from '../../core/errors/base.ts'
import { readAccessToken } from '../api/readAccessToken.ts'
import type { Needs } from '../context.ts'
import type { OauthClient } from './authenticateClient.ts'

export type RevokeTokenParameters = { readonly client: OauthClient; readonly token: string }

/**
 * Revoke an access token of the client's project, and with it every token of the same login. A token that is unknown,
 * foreign or expired is ignored silently.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2.2
 */
export async function revokeToken(
  ctx: Needs<'now' | 'issuer' | 'tokens' | 'revokedTokens'>,
  { client, token }: RevokeTokenParameters,
): Promise<void> {
  const { project } = client.caller
  const claims = await readAccessToken(ctx, { project, accessToken: token, chain: null }).catch(
    (error: unknown) => {
      if (error instanceof PalisadeError && error.code === 'ERR_TOKEN_INVALID') return null
      throw error
    },
  )
  if (claims) await ctx.revokedTokens.add({ tid: claims.sid ?? claims.tid, expiresAt: claims.exp })
}
