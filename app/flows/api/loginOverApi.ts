import type { IssuedToken } from '../../core/accessToken/types.ts'
import type { Needs } from '../context.ts'
import { issueAccessToken } from './issueAccessToken.ts'
import { type GrantWalletPorts, type LoginAndProveParameters, loginAndProve } from './loginAndProve.ts'

/** Log a wallet in over the API: verify and check it, then sign an access token. @throws what loginAndProve throws */
export async function loginOverApi(
  ctx: GrantWalletPorts & Needs<'createRandomHex' | 'issuer' | 'tokens' | 'toChecksumAddress'>,
  parameters: Omit<LoginAndProveParameters, 'ownDomain'>,
): Promise<IssuedToken> {
  const grant = await loginAndProve(ctx, parameters)
  return issueAccessToken(ctx, { project: parameters.project, grant })
}
