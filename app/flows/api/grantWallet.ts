import type { WalletGrant } from '../../core/accessToken/types.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import { parsePicketChain } from '../../core/chain/parsePicketChain.ts'
import { packBalances } from '../../core/flatRequirement/balances.ts'
import type { FlatRequirement } from '../../core/flatRequirement/types.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { LoginContext } from '../../core/login/composePicketMessage.ts'
import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { type LoginProofPorts, loginToProject } from './loginToProject.ts'
import { nameWallet } from './nameWallet.ts'
import { proveRequirement } from './proveRequirement.ts'
import type { TokenReadPorts } from './readTokenBalances.ts'

export type GrantWalletPorts = TokenReadPorts & LoginProofPorts & Needs<'readEnsName'>

export type GrantWalletParameters = {
  readonly project: Project
  /** Whom chain reads are counted on beside the project; null for nobody. */
  readonly client: ClientAddress | null
  readonly chain: string | undefined
  readonly walletAddress: string
  readonly signature: string
  /** Base64 of the signed transaction, where the login was issued as a memo. */
  readonly signedMessage?: string | null | undefined
  readonly context: LoginContext | null
  readonly requirement: FlatRequirement | null
  /** One more site that the message may name: the one of the authorize page. */
  readonly ownDomain?: string
}

/**
 * Log a wallet in and prove what it must hold: what the project stores, and what the caller asks beyond it.
 *
 * Costs what loginToProject does, one request to the chain where tokens are asked, and one for the name where it is not
 * known yet.
 * @throws what loginToProject and proveRequirement throw
 */
export async function grantWallet(
  ctx: GrantWalletPorts,
  { requirement, ...parameters }: GrantWalletParameters,
): Promise<WalletGrant> {
  const { project, client, walletAddress } = parameters
  const user = { project, client }
  const chain = parsePicketChain(parameters.chain)
  const { format, ...wallet } = await loginToProject(ctx, { ...parameters, chain })
  // Asked beside the balances; it never fails, and never takes long.
  const name = nameWallet(ctx, { wallet })
  const stored = project.requirement
  const own = stored
    ? await proveRequirement(ctx, { user, wallet, chain: loadChain(stored.chain), flat: stored.flat })
    : []
  const asked = requirement ? await proveRequirement(ctx, { user, wallet, chain, flat: requirement }) : []
  // A token speaks of one chain: what was proven on another stays out of it.
  const said = [...(stored?.chain === chain.slug ? own : []), ...asked]
  return {
    chain: chain.slug,
    walletAddress,
    displayAddress: (await name) ?? walletAddress,
    kind: wallet.kind,
    format,
    ...packBalances(said),
  }
}
