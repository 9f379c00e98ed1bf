import type { Chain } from '../../core/chain/types.ts'
import { InputError } from '../../core/errors/base.ts'
import { checkLoginContext } from '../../core/login/checkLoginContext.ts'
import { composePicketMessage, type LoginContext } from '../../core/login/composePicketMessage.ts'
import type { Project, ProjectNonce } from '../../core/project/types.ts'

export type ComposeSignedMessageParameters = {
  readonly project: Project
  readonly chain: Chain
  /** In the caller's spelling, which is the one in the signed text. */
  readonly walletAddress: string
  readonly context: LoginContext | null
  readonly nonce: ProjectNonce
  /** A further domain that the message may name: the authorize page's. */
  readonly ownDomain?: string | undefined
  readonly now: number
}

/**
 * Rebuild the text that a wallet signs, from the nonce and the client's description of its page.
 *
 * @throws {InputError} ERR_BODY_INVALID if a required context is missing. @throws {LoginError} ERR_LOGIN_MISMATCH
 */
export function composeSignedMessage(parameters: ComposeSignedMessageParameters): string {
  const { project, chain, walletAddress, context, nonce, ownDomain, now } = parameters
  const { value, statement, format } = nonce
  const text = { walletAddress, nonce: value, statement, chainId: chain.id }
  if (format === 'simple') return composePicketMessage({ format, ...text })
  if (!context) {
    throw new InputError(
      'ERR_BODY_INVALID',
      'This project uses SIWE messages, and the request has no context.',
      {
        hint: 'Send context with the domain, uri and issuedAt of the signed message, or the message itself. Code that has no site uses a project with the signing format simple.',
      },
    )
  }
  const allowedDomains = ownDomain ? [...project.allowedDomains, ownDomain] : project.allowedDomains
  checkLoginContext({ context, allowedDomains, chainId: chain.id, now })
  return composePicketMessage({ format, family: chain.family, context, ...text })
}
