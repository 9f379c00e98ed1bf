import type { Chain } from '../../core/chain/types.ts'
import { chooseLoginChain } from '../../core/oauth/chooseLoginChain.ts'
import { invalidRequest } from '../../core/oauth/parameters.ts'
import { type AuthorizeQuery, parseAuthorizeQuery } from '../../core/oauth/parseAuthorizeQuery.ts'
import type { AuthorizeTarget } from '../../core/oauth/parseAuthorizeTarget.ts'
import type { Project } from '../../core/project/types.ts'
import { type EnterAuthorizationParameters, enterAuthorization } from './enterAuthorization.ts'
import { type IssueCodePorts, issueCode } from './issueCode.ts'

export type StartAuthorizationResult =
  | { readonly kind: 'granted'; readonly target: AuthorizeTarget; readonly code: string }
  /** The error goes to the client at its redirect URI. */
  | { readonly kind: 'refused'; readonly target: AuthorizeTarget; readonly error: unknown }
  | ({ readonly kind: 'asked' } & AuthorizeQuestion)
/** The question that the authorize page asks a person. */
export type AuthorizeQuestion = {
  readonly target: AuthorizeTarget
  readonly project: Project
  readonly query: AuthorizeQuery
  readonly chain: Chain
  /** Whether the person may choose another one. */
  readonly isChainOpen: boolean
}

/**
 * Answer an authorization request: with a code if the request contains a complete signed login, otherwise with the
 * question for a person.
 *
 * @throws what enterAuthorization throws; every later error is returned for the client
 */
export async function startAuthorization(
  ctx: IssueCodePorts,
  parameters: EnterAuthorizationParameters,
): Promise<StartAuthorizationResult> {
  const entered = await enterAuthorization(ctx, parameters)
  const { target, caller } = entered
  try {
    const query = parseAuthorizeQuery(parameters.parameters)
    const { project } = caller
    const { chain, isOpen } = chooseLoginChain({ query, project, chosen: null })
    // Older clients send the signature without the signed context. Only a simple text can be rebuilt without it.
    const isWhole = query.login?.context || project.format === 'simple'
    if (query.login && isWhole) {
      const login = { ...query.login, chain: chain.slug }
      return {
        kind: 'granted',
        target,
        code: await issueCode(ctx, { ...entered, clientAddress: parameters.clientAddress, query, login }),
      }
    }
    if (query.isSilent) throw loginRequired()
    return { kind: 'asked', target, project, query, chain, isChainOpen: isOpen }
  } catch (error) {
    return { kind: 'refused', target, error }
  }
}

function loginRequired(): Error {
  return invalidRequest(
    'A wallet has to be asked, and prompt=none forbids it.',
    'Leave prompt out.',
    'login_required',
  )
}
