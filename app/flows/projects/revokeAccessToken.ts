import { InputError } from '../../core/errors/base.ts'
import { TOKEN_LIFE } from '../api/issueAccessToken.ts'
import type { Needs } from '../context.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Revoke an access token by its `tid`, for the operator. Every process refuses it within five seconds. Text that cannot
 * be a token's id is refused. Whether such a token exists is not checked, because tokens are not stored.
 *
 * @throws {InputError} ERR_BODY_INVALID
 */
export async function revokeAccessToken(
  ctx: Needs<'now' | 'revokedTokens'>,
  { tid }: { tid: string },
): Promise<void> {
  if (!UUID.test(tid)) {
    throw new InputError('ERR_BODY_INVALID', 'This is not the id of an access token.', {
      hint: 'Use the claim "tid" of the token: 32 hexadecimal digits in five groups, lower case.',
    })
  }
  // No existing token outlives one that is made now.
  await ctx.revokedTokens.add({ tid, expiresAt: ctx.now() + TOKEN_LIFE })
}
