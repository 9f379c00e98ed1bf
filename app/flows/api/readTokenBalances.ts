import { familyOf } from '../../core/chain/familyOf.ts'
import type { Chain } from '../../core/chain/types.ts'
import { InputError, UpstreamError } from '../../core/errors/base.ts'
import type { KnownBalance } from '../../core/flatRequirement/balances.ts'
import type { ApiUser } from '../../core/limit/planLeases.ts'
import type { ProvenWallet } from '../../core/login/types.ts'
import { formatUnits } from '../../core/requirement/amounts.ts'
import type { Balance, UnreadCode } from '../../core/requirement/reads.ts'
import type { Needs } from '../context.ts'
import { limitChainReads } from './limitApiRequest.ts'
import { type BalanceId, listReadable, planTokenReads, type TokenPlan } from './planTokenReads.ts'

export type UnreadBalance = BalanceId & { readonly code: UnreadTokenCode }
type UnreadTokenCode = Exclude<UnreadCode, 'ERR_LIST_NOT_FOUND'>
export type TokenReadPorts = Needs<
  'now' | 'limits' | 'limitFactor' | 'hashPersonal' | 'describeContract' | 'readBalances' | 'canReadChain'
>
export type ReadTokenBalancesParameters = {
  /** The project and client whose limits count the reads. */
  readonly user: ApiUser
  readonly chain: Chain
  readonly wallet: ProvenWallet
  readonly ids: readonly BalanceId[]
}
export type ReadTokenBalancesResult = {
  readonly balances: readonly KnownBalance[]
  readonly unread: readonly UnreadBalance[]
}

/** A `readAt` that is valid in a token and makes a balance stale. */
const LONG_AGO = 1
/** Counting a whole ERC-1155 contract takes further requests to find its ids: 13 at most, four on average. */
const MORE_READS_PER_COUNT = 4

/**
 * Read a wallet's balances of some tokens. Costs one request for the balances, and one for each contract that is not
 * cached. Counting a whole ERC-1155 contract takes further requests, 13 at most, and counts as five reads.
 *
 * @throws {InputError} ERR_CHAIN_UNSUPPORTED, ERR_CONTRACT_UNSUPPORTED, ERR_REQUIREMENT_INVALID
 * @throws {AccessError} ERR_RATE_LIMITED. @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readTokenBalances(
  ctx: TokenReadPorts,
  { user, chain, wallet, ids: asked }: ReadTokenBalancesParameters,
): Promise<ReadTokenBalancesResult> {
  const ids = listReadable({ chain, ids: asked })
  if (ids.length === 0) return { balances: [], unread: [] }
  if (!ctx.canReadChain(chain.slug)) {
    throw new InputError('ERR_CHAIN_UNSUPPORTED', `${chain.name} doesn't support token gating here.`, {
      hint: 'Ask for tokens on another chain.',
    })
  }
  const readAt = ctx.now()
  // A contract wallet is an identity only on the chain where it signed, a key wallet only in its own family. Elsewhere
  // both hold nothing.
  const isForeign =
    wallet.kind === 'contract' ? wallet.chain !== chain.slug : familyOf(wallet.chain) !== chain.family
  if (isForeign) return { balances: ids.map((id) => ({ ...id, amount: '0', readAt })), unread: [] }
  await limitChainReads(ctx, { ...user, walletAddress: wallet.address, reads: ids.length })
  const plans = await planTokenReads(ctx, { chain, owner: wallet.address, ids })
  const reads = plans.flatMap((plan) => plan.reads)
  const counts = reads.filter((read) => read.kind === 'erc1155All').length
  if (counts > 0) {
    await limitChainReads(ctx, {
      ...user,
      walletAddress: wallet.address,
      reads: counts * MORE_READS_PER_COUNT,
    })
  }
  // These balances grant access, so no cached answer is used.
  const answers =
    reads.length > 0 ? (await ctx.readBalances({ reads, maxAgeSeconds: 0 })).values() : [].values()
  const balances: KnownBalance[] = []
  const unread: UnreadBalance[] = []
  for (const plan of plans) {
    const { kind, id, decimals } = plan
    const { sum, code } = addUp({ plan, answers: plan.reads.map(() => answers.next().value) })
    if (code !== null) unread.push({ kind, id, code })
    // A partial count is true and may be enough. It never counts as fresh, so the next request that needs more counts
    // again.
    if (code === null || sum > 0n) {
      const amount = formatUnits({ amount: sum, decimals })
      balances.push({ kind, id, amount, readAt: code === null ? readAt : LONG_AGO })
    }
  }
  return { balances, unread }
}

/** Add up a plan's answers. With a code, some read is incomplete and the sum is a lower bound. */
function addUp({
  plan: { reads, mayBeNoMint },
  answers,
}: {
  plan: TokenPlan
  answers: readonly (Balance | undefined)[]
}): { sum: bigint; code: UnreadTokenCode | null } {
  let sum = 0n
  let code: UnreadTokenCode | null = null
  for (const [i, read] of reads.entries()) {
    const answer = answers[i] ?? { kind: 'unread', code: 'ERR_CHAIN_READ' as const, chain: null }
    const isNoMint = mayBeNoMint && read.kind === 'spl' && answer.kind === 'unread'
    if (answer.kind === 'read') sum += answer.amount
    else if (isNoMint && answer.code === 'ERR_TOKEN_READ') continue
    else {
      sum += answer.atLeast?.amount ?? 0n
      // No list is read here, so the code is never of one.
      code ??= answer.code === 'ERR_LIST_NOT_FOUND' ? 'ERR_TOKEN_READ' : answer.code
    }
  }
  return { sum, code }
}

/** Build the error for an unread balance, which is never a "no". */
export function describeUnread({ missing, chain }: { missing: UnreadBalance; chain: Chain }): UpstreamError {
  return new UpstreamError(missing.code, `${missing.id} could not be read on ${chain.name}.`, {
    hint: 'Try again in a moment.',
  })
}
