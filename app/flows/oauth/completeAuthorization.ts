import type { LoginContext } from '../../core/login/composePicketMessage.ts'
import { chooseLoginChain } from '../../core/oauth/chooseLoginChain.ts'
import { parseAuthorizeQuery } from '../../core/oauth/parseAuthorizeQuery.ts'
import type { AuthorizeTarget } from '../../core/oauth/parseAuthorizeTarget.ts'
import type { Needs } from '../context.ts'
import { type EnterAuthorizationParameters, enterAuthorization } from './enterAuthorization.ts'
import { type IssueCodePorts, issueCode } from './issueCode.ts'

export type CompleteAuthorizationParameters = EnterAuthorizationParameters & {
  readonly chain: string
  readonly walletAddress: string
  readonly signature: string
  /** Base64 of the signed transaction, if the login is a memo. */
  readonly signedMessage?: string | null | undefined
  readonly context: LoginContext
}
export type CompleteAuthorizationResult = { readonly target: AuthorizeTarget; readonly code: string }

/**
 * Finish an authorization on the authorize page after a wallet has signed. The whole request is checked again. Errors
 * are shown to the person, who can use another wallet, and are not sent to the client.
 *
 * @throws what enterAuthorization, parseAuthorizeQuery and grantWallet throw
 */
export async function completeAuthorization(
  ctx: IssueCodePorts & Needs<'issuer'>,
  { parameters, clientAddress, ...login }: CompleteAuthorizationParameters,
): Promise<CompleteAuthorizationResult> {
  const entered = await enterAuthorization(ctx, { parameters, clientAddress })
  const query = parseAuthorizeQuery(parameters)
  const { chain } = chooseLoginChain({ query, project: entered.caller.project, chosen: login.chain })
  const ownDomain = new URL(ctx.issuer).host
  const code = await issueCode(ctx, {
    ...entered,
    clientAddress,
    query,
    login: { ...login, chain: chain.slug },
    ownDomain,
  })
  return { target: entered.target, code }
}
