import type { Chain } from '../core/chain/types.ts'
import { UpstreamError } from '../core/errors/base.ts'
import {
  evaluateFlatRequirement,
  isOnList,
  listIds,
} from '../core/flatRequirement/evaluateFlatRequirement.ts'
import { explainUnmet } from '../core/flatRequirement/explainUnmet.ts'
import { type KnownBalance, mergeBalances } from '../core/flatRequirement/mergeBalances.ts'
import { namesToken } from '../core/flatRequirement/parseFlatRequirement.ts'
import type { FlatRequirement } from '../core/flatRequirement/types.ts'
import type { ProvenWallet } from '../core/login/types.ts'
import type { Project } from '../core/project/types.ts'
import { readTokenBalances, type TokenReadPorts, type UnreadBalance } from './readTokenBalances.ts'

export type ProveRequirementParameters = {
  readonly project: Project
  readonly chain: Chain
  readonly wallet: ProvenWallet
  readonly flat: FlatRequirement
}

/**
 * Prove that a wallet meets a flat requirement, and answer the balances that prove it. A wallet that is on the list
 * needs no balance.
 *
 * @throws {PalisadeError} ERR_REQUIREMENT_UNMET, ERR_WALLET_NOT_ALLOWED, and what readTokenBalances throws
 * @throws {UpstreamError} ERR_CHAIN_READ, ERR_TOKEN_READ where what could not be read might have decided
 */
export async function proveRequirement(
  ctx: TokenReadPorts,
  { project, chain, wallet, flat }: ProveRequirementParameters,
): Promise<readonly KnownBalance[]> {
  const isListed = isOnList(flat, wallet.address)
  const ids = isListed || !namesToken(flat) ? [] : listIds(flat)
  const { balances, unread } = await readTokenBalances(ctx, { project, chain, wallet, ids })
  requireMet({ chain, wallet, flat, balances, unread })
  return balances
}

/** Refuse a wallet that does not meet a flat requirement by what is known; what is unread is never a no. */
export function requireMet({
  chain,
  wallet,
  flat,
  balances,
  unread,
}: Omit<ProveRequirementParameters, 'project'> & {
  readonly balances: readonly KnownBalance[]
  readonly unread: readonly UnreadBalance[]
}): void {
  const { tokenBalances } = mergeBalances(balances)
  const verdict = evaluateFlatRequirement({ flat, walletAddress: wallet.address, balances: tokenBalances })
  if (verdict === 'met') return
  const [missing] = unread
  if (missing) {
    throw new UpstreamError(missing.code, `${missing.id} could not be read on ${chain.name}.`, {
      hint: 'Nothing is lost: try again in a moment.',
    })
  }
  throw explainUnmet({ verdict, flat, balances: tokenBalances })
}
