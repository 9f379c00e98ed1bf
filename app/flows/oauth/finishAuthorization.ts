import type { LoginContext } from '../../core/login/composePicketMessage.ts'
import { chooseLoginChain } from '../../core/oauth/chooseLoginChain.ts'
import { parseAuthorizeQuery } from '../../core/oauth/parseAuthorizeQuery.ts'
import type { AuthorizeTarget } from '../../core/oauth/parseAuthorizeTarget.ts'
import type { Needs } from '../context.ts'
import { type CheckAuthorizationParameters, checkAuthorization } from './checkAuthorization.ts'
import { type IssueCodePorts, issueCode } from './issueCode.ts'

export type FinishAuthorizationParameters = CheckAuthorizationParameters & {
  readonly chain: string
  readonly walletAddress: string
  readonly signature: string
  /** Base64 of the signed transaction, if the login is a memo. */
  readonly signedMessage?: string | null | undefined
  readonly context: LoginContext
}
export type FinishAuthorizationResult = { readonly target: AuthorizeTarget; readonly code: string }

/**
 * Finish an authorization on the authorize page after a wallet has signed. The whole request is checked again. Errors
 * are shown to the person, who can use another wallet, and are not sent to the client.
 *
 * @throws what checkAuthorization, parseAuthorizeQuery and loginAndProve throw
 */
export async function finishAuthorization(
  ctx: IssueCodePorts & Needs<'issuer'>,
  { parameters, clientAddress, ...login }: FinishAuthorizationParameters,
): Promise<FinishAuthorizationResult> {
  const entered = await checkAuthorization(ctx, { parameters, clientAddress })
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
