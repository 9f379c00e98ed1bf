import type { IssuedToken } from '../core/accessToken/types.ts'
import type { Needs } from './context.ts'
import { type GrantWalletParameters, grantWallet } from './grantWallet.ts'
import { issueAccessToken } from './issueAccessToken.ts'
import type { TokenReadPorts } from './readTokenBalances.ts'

/** Log a wallet in over the API: prove it, then sign what was proven. @throws what grantWallet throws */
export async function loginOverApi(
  ctx: TokenReadPorts &
    Needs<
      | 'projectNonces'
      | 'recoverEvmAddress'
      | 'verifyContractSignature'
      | 'randomHex'
      | 'issuer'
      | 'tokens'
      | 'toChecksumAddress'
    >,
  parameters: Omit<GrantWalletParameters, 'ownDomain'>,
): Promise<IssuedToken> {
  const grant = await grantWallet(ctx, parameters)
  return issueAccessToken(ctx, { project: parameters.project, grant })
}
