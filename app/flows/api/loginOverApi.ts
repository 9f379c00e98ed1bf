import type { IssuedToken } from '../../core/accessToken/types.ts'
import type { Needs } from '../context.ts'
import { type GrantWalletParameters, type GrantWalletPorts, grantWallet } from './grantWallet.ts'
import { issueAccessToken } from './issueAccessToken.ts'

/** Log a wallet in over the API: verify and check it, then sign an access token. @throws what grantWallet throws */
export async function loginOverApi(
  ctx: GrantWalletPorts & Needs<'randomHex' | 'issuer' | 'tokens' | 'toChecksumAddress'>,
  parameters: Omit<GrantWalletParameters, 'ownDomain'>,
): Promise<IssuedToken> {
  const grant = await grantWallet(ctx, parameters)
  return issueAccessToken(ctx, { project: parameters.project, grant })
}
