import { isEvmAddress, isFlowAddress } from '../../core/chain/familyOf.ts'
import { parsePicketChain } from '../../core/chain/parsePicketChain.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import { InputError } from '../../core/errors/base.ts'
import type { LoginContext } from '../../core/login/composePicketMessage.ts'
import { composeStatement } from '../../core/login/composeStatement.ts'
import type { ApiKeyKind, Project, ProjectNonce } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { composeSignedMessage } from './composeSignedMessage.ts'

export type IssueProjectNonceParameters = {
  readonly project: Project
  /** Kind of the API key that the request used. */
  readonly keyKind: ApiKeyKind
  readonly chain: string | undefined
  readonly walletAddress: string
  /** The requesting site as its browser reports it, or null. */
  readonly site: string | null
  /** `memo` for a Solana wallet that cannot sign texts. */
  readonly method?: 'memo' | undefined
  /** The page's part of a memo's text; needed for a memo unless the project's format is `simple`. */
  readonly context?: LoginContext | null
  /** A further domain that a memo may name: the authorize page's. */
  readonly ownDomain?: string | undefined
  /** The reader's language tag, for the default statement. */
  readonly locale?: string | undefined
}
/** The nonce; for a memo also the transaction to sign, base64. */
export type IssueProjectNonceResult = ProjectNonce & { readonly transaction?: string }

const NONCE_LIFE = 120

/**
 * Issue a nonce for a login over the API: a new one, or a shared one if the wallet has many open nonces.
 *
 * Costs one statement; more only if requests of one wallet overlap.
 * @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID, ERR_BODY_INVALID for a memo on a chain other than Solana
 * or without a needed context
 * @throws {LoginError} ERR_LOGIN_MISMATCH if the context is not the project's, or the text is too long for a memo
 */
export async function issueProjectNonce(
  ctx: Needs<'now' | 'createRandomHex' | 'projectNonces' | 'composeMemoTransaction'>,
  parameters: IssueProjectNonceParameters,
): Promise<IssueProjectNonceResult> {
  const { project, keyKind, site, method, context = null, ownDomain, locale } = parameters
  const chain = parsePicketChain(parameters.chain)
  const { family } = chain
  const address = parseWalletAddress({ family, text: parameters.walletAddress })
  const now = ctx.now()
  const nonce: ProjectNonce = {
    pool: method ?? (keyKind === 'secret' ? 'server' : 'page'),
    value: ctx.createRandomHex(16),
    projectId: project.id,
    family,
    walletAddress: address,
    statement: composeStatement({ project, site, issuedAt: now, locale }),
    format: project.format,
    issuedAt: now,
    expiresAt: now + NONCE_LIFE,
  }
  if (method === undefined) return ctx.projectNonces.issue(nonce)
  if (isEvmAddress(address) || isFlowAddress(address)) {
    throw new InputError('ERR_BODY_INVALID', 'Only a Solana wallet can sign in with a memo.', {
      hint: 'Remove the method.',
    })
  }
  const { walletAddress } = parameters
  const compose = (one: ProjectNonce) => {
    const text = composeSignedMessage({ project, chain, walletAddress, context, nonce: one, ownDomain, now })
    return ctx.composeMemoTransaction({ address, text })
  }
  // Compose first: a memo that cannot be composed must not store a nonce.
  compose(nonce)
  const standing = await ctx.projectNonces.issue(nonce)
  return { ...standing, transaction: compose(standing) }
}
