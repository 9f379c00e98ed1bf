import { composeClaims } from '../core/accessToken/composeClaims.ts'
import type { IssuedToken, WalletGrant } from '../core/accessToken/types.ts'
import { loadChain } from '../core/chain/loadChain.ts'
import type { Project } from '../core/project/types.ts'
import type { Needs } from './context.ts'
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

/** Sixteen random bytes in hex as a UUID of version 4. @see https://www.rfc-editor.org/rfc/rfc9562#section-5.4 */
export function formatUuid(hex: string): string {
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}
