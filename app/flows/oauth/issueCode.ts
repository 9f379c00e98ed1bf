import type { ClientAddress } from '../../core/limit/types.ts'
import type { LoginContext } from '../../core/login/composePicketMessage.ts'
import type { AuthorizeQuery } from '../../core/oauth/parseAuthorizeQuery.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import { type GrantWalletPorts, loginAndProve } from '../api/loginAndProve.ts'
import type { Needs } from '../context.ts'
import type { EnteredAuthorization } from './checkAuthorization.ts'

export type IssueCodePorts = GrantWalletPorts &
  Needs<'apiKeys' | 'hashSecret' | 'createRandomHex' | 'oauthCodes'>
export type IssueCodeParameters = EnteredAuthorization & {
  readonly clientAddress: ClientAddress | null
  readonly query: AuthorizeQuery
  readonly login: {
    readonly chain: string
    readonly walletAddress: string
    readonly signature: string
    /** Base64 of the signed transaction, if the login is a memo. */
    readonly signedMessage?: string | null | undefined
    readonly context: LoginContext | null
  }
  /** The authorize page's domain, if the wallet signed there. */
  readonly ownDomain?: string
}

/** Lifetime of a code, in seconds. */
const CODE_LIFE = 60

/**
 * Log a wallet in for a client and store its grant under a code of 256 random bits.
 *
 * @throws what loginAndProve throws
 */
export async function issueCode(
  ctx: IssueCodePorts,
  { caller: { project }, clientAddress, target, query, login, ownDomain }: IssueCodeParameters,
): Promise<string> {
  const { requirement, scope, nonce, codeChallenge } = query
  const wallet = await loginAndProve(ctx, {
    project,
    client: clientAddress,
    requirement,
    ownDomain,
    ...login,
  })
  const now = ctx.now()
  const code = ctx.createRandomHex(32)
  await ctx.oauthCodes.issue({
    hash: ctx.hashSecret(code),
    projectId: project.id,
    redirectUri: target.redirectUri,
    codeChallenge,
    grant: { ...wallet, clientId: target.clientId, nonce, scope, authenticatedAt: now },
    tid: formatUuid(ctx.createRandomHex(16)),
    expiresAt: now + CODE_LIFE,
  })
  return code
}
