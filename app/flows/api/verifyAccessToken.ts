import { readWallet } from '../../core/accessToken/readWallet.ts'
import type { AccessClaims } from '../../core/accessToken/types.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import { describeUnmet } from '../../core/flatRequirement/describeUnmet.ts'
import { evaluateFlatRequirement } from '../../core/flatRequirement/evaluateFlatRequirement.ts'
import type { FlatRequirement } from '../../core/flatRequirement/types.ts'
import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { readAccessToken } from './readAccessToken.ts'

export type VerifyAccessTokenParameters = {
  readonly project: Project
  readonly accessToken: string
  /** The chain that the request names, or null. */
  readonly chain: ChainSlug | null
  readonly requirement: FlatRequirement | null
}

/**
 * Return the claims of a valid token whose balances meet the requirement. No chain is read.
 *
 * @throws {AccessError} ERR_TOKEN_INVALID, ERR_REQUIREMENT_UNMET, ERR_WALLET_NOT_ALLOWED
 */
export async function verifyAccessToken(
  ctx: Needs<'now' | 'issuer' | 'tokens' | 'revokedTokens'>,
  { project, accessToken, chain, requirement: flat }: VerifyAccessTokenParameters,
): Promise<AccessClaims> {
  const claims = await readAccessToken(ctx, { project, accessToken, chain })
  if (!flat) return claims
  const balances = claims.tokenBalances
  const { address: walletAddress } = readWallet(claims)
  const verdict = evaluateFlatRequirement({ flat, walletAddress, balances })
  if (verdict === 'met') return claims
  throw describeUnmet({ verdict, flat, balances })
}
