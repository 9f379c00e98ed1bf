import type { Chain } from '../../core/chain/types.ts'
import { createTokenBalances, type KnownBalance } from '../../core/flatRequirement/balances.ts'
import { describeUnmet } from '../../core/flatRequirement/describeUnmet.ts'
import {
  evaluateFlatRequirement,
  isOnList,
  listIds,
} from '../../core/flatRequirement/evaluateFlatRequirement.ts'
import { hasTokens } from '../../core/flatRequirement/parseFlatRequirement.ts'
import type { FlatRequirement } from '../../core/flatRequirement/types.ts'
import type { ApiUser } from '../../core/limit/planLeases.ts'
import type { ProvenWallet } from '../../core/login/types.ts'
import {
  describeUnread,
  readTokenBalances,
  type TokenReadPorts,
  type UnreadBalance,
} from './readTokenBalances.ts'

export type ProveRequirementParameters = {
  /** The project and client whose limits count the reads. */
  readonly user: ApiUser
  readonly chain: Chain
  readonly wallet: ProvenWallet
  readonly flat: FlatRequirement
}

/**
 * Check that a wallet meets a flat requirement, and return the balances that prove it. A listed wallet needs no
 * balance.
 *
 * @throws {PalisadeError} ERR_REQUIREMENT_UNMET, ERR_WALLET_NOT_ALLOWED, and what readTokenBalances throws
 * @throws {UpstreamError} ERR_CHAIN_READ, ERR_TOKEN_READ if an unread balance might have decided
 */
export async function proveRequirement(
  ctx: TokenReadPorts,
  { user, chain, wallet, flat: asked }: ProveRequirementParameters,
): Promise<readonly KnownBalance[]> {
  const flat = toChainRequirement({ flat: asked, chain, wallet })
  const isListed = isOnList(flat, wallet.address)
  const ids = isListed || !hasTokens(flat) ? [] : listIds(flat)
  const { balances, unread } = await readTokenBalances(ctx, { user, chain, wallet, ids })
  checkMet({ chain, wallet, flat, balances, unread })
  return balances
}

/** A contract wallet is an identity on the chain where it signed, so it is not on another chain's list. */
function toChainRequirement({
  flat,
  chain,
  wallet,
}: Pick<ProveRequirementParameters, 'flat' | 'chain' | 'wallet'>): FlatRequirement {
  const isForeign = wallet.kind === 'contract' && wallet.chain !== chain.slug
  return isForeign && flat.allowedWallets ? { ...flat, allowedWallets: [] } : flat
}

/**
 * Refuse a wallet that does not meet a flat requirement by the known balances. An unread balance is never a "no".
 *
 * @throws {UpstreamError} ERR_CHAIN_READ, ERR_TOKEN_READ if a balance is unread
 * @throws {AccessError} ERR_REQUIREMENT_UNMET, ERR_WALLET_NOT_ALLOWED
 */
export function checkMet({
  chain,
  wallet,
  flat,
  balances,
  unread,
}: Omit<ProveRequirementParameters, 'user'> & {
  readonly balances: readonly KnownBalance[]
  readonly unread: readonly UnreadBalance[]
}): void {
  const tokenBalances = createTokenBalances(balances)
  const verdict = evaluateFlatRequirement({ flat, walletAddress: wallet.address, balances: tokenBalances })
  if (verdict === 'met') return
  const [missing] = unread
  if (missing) throw describeUnread({ missing, chain })
  throw describeUnmet({ verdict, flat, balances: tokenBalances })
}
