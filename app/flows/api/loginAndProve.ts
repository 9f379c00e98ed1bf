import type { WalletGrant } from '../../core/accessToken/types.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import { parsePicketChain } from '../../core/chain/parsePicketChain.ts'
import { createTokenBalances, formatKnownBalances } from '../../core/flatRequirement/balances.ts'
import { composeNamedClaims } from '../../core/flatRequirement/composeNamedClaims.ts'
import type { FlatRequirement } from '../../core/flatRequirement/types.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { LoginContext } from '../../core/login/composePicketMessage.ts'
import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { findWalletName } from './findWalletName.ts'
import { type LoginProofPorts, loginToProject } from './loginToProject.ts'
import { proveRequirement } from './proveRequirement.ts'
import type { TokenReadPorts } from './readTokenBalances.ts'

export type GrantWalletPorts = TokenReadPorts & LoginProofPorts & Needs<'readEnsName'>

export type LoginAndProveParameters = {
  readonly project: Project
  /** The client whose limit counts the chain reads, beside the project's; null to count the project only. */
  readonly client: ClientAddress | null
  readonly chain: string | undefined
  readonly walletAddress: string
  readonly signature: string
  /** Base64 of the signed transaction, if the login is a memo. */
  readonly signedMessage?: string | null | undefined
  readonly context: LoginContext | null
  readonly requirement: FlatRequirement | null
  /** A further domain that the message may name: the authorize page's. */
  readonly ownDomain?: string
}

/**
 * Log a wallet in and check two requirements: the project's stored one, then the request's.
 *
 * Costs what loginToProject costs, one request to the chain if tokens are required, and one for an ENS name that is not
 * cached.
 * @throws what loginToProject and proveRequirement throw
 */
export async function loginAndProve(
  ctx: GrantWalletPorts,
  { requirement, ...parameters }: LoginAndProveParameters,
): Promise<WalletGrant> {
  const { project, client, walletAddress } = parameters
  const user = { project, client }
  const chain = parsePicketChain(parameters.chain)
  const { format, ...wallet } = await loginToProject(ctx, { ...parameters, chain })
  // Runs in parallel with the balance reads. It never fails and has a short timeout.
  const name = findWalletName(ctx, { wallet })
  const stored = project.requirement
  const own = stored
    ? await proveRequirement(ctx, { user, wallet, chain: loadChain(stored.chain), flat: stored.flat })
    : []
  const asked = requirement ? await proveRequirement(ctx, { user, wallet, chain, flat: requirement }) : []
  // A token covers one chain: balances on another chain are left out.
  const said = [...(stored?.chain === chain.slug ? own : []), ...asked]
  const flat = requirement ?? (stored?.chain === chain.slug ? stored.flat : null)
  const named = composeNamedClaims({ flat, balances: createTokenBalances(said) })
  return {
    chain: chain.slug,
    walletAddress,
    displayAddress: (await name) ?? walletAddress,
    kind: wallet.kind,
    format,
    ...formatKnownBalances(said),
    ...(named && { named }),
  }
}
