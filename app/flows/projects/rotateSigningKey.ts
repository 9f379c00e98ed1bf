import { TOKEN_LIFE } from '../api/issueAccessToken.ts'
import type { Needs } from '../context.ts'

/** Margin in seconds: a process may sign with its cached key for a while, and clocks differ. */
const MARGIN_SECONDS = 60 * 60

/**
 * Publish a new signing key. It signs access tokens after a minute and a half, when every verifier can know it. The old
 * key stays published until every token it signed has ended. No login is lost.
 */
export async function rotateSigningKey(
  ctx: Needs<'now' | 'signingKeys'>,
): Promise<{ kid: string; endsAt: number }> {
  const at = ctx.now()
  const endsAt = at + TOKEN_LIFE + MARGIN_SECONDS
  const { kid } = await ctx.signingKeys.rotate({ at, endsAt })
  return { kid, endsAt }
}
