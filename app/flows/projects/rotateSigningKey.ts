import { TOKEN_LIFE } from '../api/issueAccessToken.ts'
import type { Needs } from '../context.ts'

/** A process may sign with the key it knew for a while, and clocks differ. */
const MARGIN_SECONDS = 60 * 60

/**
 * Publish a new signing key, with which access tokens are signed as soon as everybody can know it, a minute and a half
 * from now. The one before stays published until every token it signed has ended.
 *
 * Costs nobody a login.
 */
export async function rotateSigningKey(
  ctx: Needs<'now' | 'signingKeys'>,
): Promise<{ kid: string; endsAt: number }> {
  const at = ctx.now()
  const endsAt = at + TOKEN_LIFE + MARGIN_SECONDS
  const { kid } = await ctx.signingKeys.rotate({ at, endsAt })
  return { kid, endsAt }
}
