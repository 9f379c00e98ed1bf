import { composeClaims } from '../../core/accessToken/composeClaims.ts'
import type { IssuedToken, WalletGrant } from '../../core/accessToken/types.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import type { Project } from '../../core/project/types.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import type { Needs } from '../context.ts'
import { spellAddress } from './spellAddress.ts'

export type IssueAccessTokenParameters = {
  readonly project: Project
  readonly grant: WalletGrant
  /** Chosen beforehand where something must be able to name the token before it is made. */
  readonly tid?: string
  /** The login that the token goes on with: its first token's id, and when it ends. */
  readonly login?: { readonly sid: string; readonly expiresAt: number }
}

/** Seconds that a login lasts. */
export const TOKEN_LIFE = 12 * 3600

/** Sign what a wallet has proven, for twelve hours from its login on. */
export async function issueAccessToken(
  ctx: Needs<'now' | 'randomHex' | 'issuer' | 'tokens' | 'toChecksumAddress'>,
  { project, grant, tid = formatUuid(ctx.randomHex(16)), login }: IssueAccessTokenParameters,
): Promise<IssuedToken> {
  const issuedAt = ctx.now()
  const address = spellAddress(ctx, { chain: loadChain(grant.chain), text: grant.walletAddress })
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
