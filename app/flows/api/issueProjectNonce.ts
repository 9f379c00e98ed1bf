import { parsePicketChain } from '../../core/chain/parsePicketChain.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import { composeStatement } from '../../core/login/composeStatement.ts'
import type { Project, ProjectNonce } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'

export type IssueProjectNonceParameters = {
  readonly project: Project
  readonly chain: string | undefined
  readonly walletAddress: string
  /** The site that asks, as its browser says, if one does. */
  readonly site: string | null
}

const NONCE_LIFE = 120

/**
 * Start a login over the API: the nonce that stands for the wallet, re-served while it is younger than a minute.
 *
 * Costs one statement.
 * @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID
 */
export async function issueProjectNonce(
  ctx: Needs<'now' | 'randomHex' | 'projectNonces'>,
  { project, site, ...parameters }: IssueProjectNonceParameters,
): Promise<ProjectNonce> {
  const chain = parsePicketChain(parameters.chain)
  const { family } = chain
  const walletAddress = parseWalletAddress({ family, text: parameters.walletAddress })
  const issuedAt = ctx.now()
  return ctx.projectNonces.issue({
    value: ctx.randomHex(16),
    projectId: project.id,
    family,
    walletAddress,
    statement: composeStatement({ project, site, issuedAt }),
    format: project.format,
    issuedAt,
    expiresAt: issuedAt + NONCE_LIFE,
  })
}
