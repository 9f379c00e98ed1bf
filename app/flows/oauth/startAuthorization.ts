import { chooseLoginChain } from '../../core/oauth/chooseLoginChain.ts'
import { invalidRequest } from '../../core/oauth/parameters.ts'
import { parseAuthorizeQuery } from '../../core/oauth/parseAuthorizeQuery.ts'
import type { StartedAuthorization } from '../../core/oauth/types.ts'
import { type CheckAuthorizationParameters, checkAuthorization } from './checkAuthorization.ts'
import { type IssueCodePorts, issueCode } from './issueCode.ts'

/**
 * Answer an authorization request: with a code if the request contains a complete signed login, otherwise with the
 * question for a person.
 *
 * @throws what checkAuthorization throws; every later error is returned for the client
 */
export async function startAuthorization(
  ctx: IssueCodePorts,
  parameters: CheckAuthorizationParameters,
): Promise<StartedAuthorization> {
  const entered = await checkAuthorization(ctx, parameters)
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
    if (chain.family === 'flow') throw needsSignature()
    return { kind: 'asked', target, project, query, chain, isChainOpen: isOpen }
  } catch (error) {
    return { kind: 'refused', target, error }
  }
}

function needsSignature(): Error {
  return invalidRequest(
    'The authorize page connects no wallets of Flow.',
    'Send walletAddress, signature and context, or name another chain.',
  )
}

function loginRequired(): Error {
  return invalidRequest(
    'The wallet must sign, and prompt=none does not allow a prompt.',
    'Remove prompt=none.',
    'login_required',
  )
}
