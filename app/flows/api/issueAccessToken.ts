import { composeClaims } from '../../core/accessToken/composeClaims.ts'
import type { IssuedToken, WalletGrant } from '../../core/accessToken/types.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import type { Project } from '../../core/project/types.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import type { Needs } from '../context.ts'
import { formatAddress } from './formatAddress.ts'

export type IssueAccessTokenParameters = {
  readonly project: Project
  readonly grant: WalletGrant
  /** The token's id, if it must be known before the token is made. */
  readonly tid?: string
  /** The login that the token continues: id of its first token, and its end (unix seconds). */
  readonly login?: { readonly sid: string; readonly expiresAt: number }
}

/** Lifetime of a login, in seconds. */
export const TOKEN_LIFE = 12 * 3600

/** Sign an access token for a wallet's grant. It ends twelve hours after the login. */
export async function issueAccessToken(
  ctx: Needs<'now' | 'createRandomHex' | 'issuer' | 'tokens' | 'toChecksumAddress'>,
  { project, grant, tid = formatUuid(ctx.createRandomHex(16)), login }: IssueAccessTokenParameters,
): Promise<IssuedToken> {
  const issuedAt = ctx.now()
  const address = formatAddress(ctx, { chain: loadChain(grant.chain), text: grant.walletAddress })
  const claims = composeClaims({
    grant,
    issuer: ctx.issuer,
    projectId: project.id,
    tid,
    sid: login?.sid,
    subject: `${grant.chain}:${address}`,
    issuedAt,
    expiresAt: login?.expiresAt ?? issuedAt + TOKEN_LIFE,
  })
  return { accessToken: await ctx.tokens.sign(claims), claims }
}
