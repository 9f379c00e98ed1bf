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
import { type BalanceId, keepReadable, planTokenReads, type TokenPlan } from './planTokenReads.ts'

export type UnreadBalance = BalanceId & { readonly code: UnreadTokenCode }
type UnreadTokenCode = Exclude<UnreadCode, 'ERR_LIST_NOT_FOUND'>
export type TokenReadPorts = Needs<
  'now' | 'limits' | 'limitFactor' | 'hashPersonal' | 'describeContract' | 'readBalances' | 'canReadChain'
>
export type ReadTokenBalancesParameters = {
  /** Whom the reads are counted on. */
  readonly user: ApiUser
  readonly chain: Chain
  readonly wallet: ProvenWallet
  readonly ids: readonly BalanceId[]
}
export type ReadTokenBalancesResult = {
  readonly balances: readonly KnownBalance[]
  readonly unread: readonly UnreadBalance[]
}

/** An instant that a token may name and at which no balance is young. */
const LONG_AGO = 1
/** Counting a whole ERC-1155 contract takes one request more to find its ids, and 13 at most: four on average. */
const MORE_READS_PER_COUNT = 4

/**
 * Read a wallet's balance of some tokens: one request for the balances, and one for each contract not seen lately. An
 * ERC-1155 contract that is counted as a whole takes one more, 13 at most, and counts as five reads.
 *
 * @throws {InputError} ERR_CHAIN_UNSUPPORTED, ERR_CONTRACT_UNSUPPORTED, ERR_REQUIREMENT_INVALID
 * @throws {AccessError} ERR_RATE_LIMITED. @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readTokenBalances(
  ctx: TokenReadPorts,
  { user, chain, wallet, ids: asked }: ReadTokenBalancesParameters,
): Promise<ReadTokenBalancesResult> {
  const ids = keepReadable({ chain, ids: asked })
  if (ids.length === 0) return { balances: [], unread: [] }
  if (!ctx.canReadChain(chain.slug)) {
    throw new InputError('ERR_CHAIN_UNSUPPORTED', `${chain.name} doesn't support token gating here.`, {
      hint: 'Ask for tokens on another chain.',
    })
  }
  const readAt = ctx.now()
  // A contract wallet is an identity on the chain where it signed, and a key one in its own family: neither holds
  // anything elsewhere.
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
  // What is read here opens something: never an answer of before.
  const answers =
    reads.length > 0 ? (await ctx.readBalances({ reads, maxAgeSeconds: 0 })).values() : [].values()
  const balances: KnownBalance[] = []
  const unread: UnreadBalance[] = []
  for (const plan of plans) {
    const { kind, id, decimals } = plan
    const { sum, code } = addUp({ plan, answers: plan.reads.map(() => answers.next().value) })
    if (code !== null) unread.push({ kind, id, code })
    // What was counted so far is true and may be enough. It never counts as young: whoever needs more counts again.
    if (code === null || sum > 0n) {
      const amount = formatUnits({ amount: sum, decimals })
      balances.push({ kind, id, amount, readAt: code === null ? readAt : LONG_AGO })
    }
  }
  return { balances, unread }
}

/** What was read in all, and why one of them could not be read to the end: the sum is a lower bound then. */
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
      // No list is asked here, so that the code is one of these two.
      code ??= answer.code === 'ERR_CHAIN_READ' ? answer.code : 'ERR_TOKEN_READ'
    }
  }
  return { sum, code }
}

/** Say that a balance could not be read, which is never a no. */
export function explainUnread({ missing, chain }: { missing: UnreadBalance; chain: Chain }): UpstreamError {
  return new UpstreamError(missing.code, `${missing.id} could not be read on ${chain.name}.`, {
    hint: 'Nothing is lost: try again in a moment.',
  })
}
