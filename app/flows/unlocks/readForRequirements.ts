import type { ShopId } from '../../core/gate/types.ts'
import { createFindBalance } from '../../core/requirement/createFindBalance.ts'
import { type Holder, removeIdleVaults } from '../../core/requirement/holders.ts'
import { planReads } from '../../core/requirement/planReads.ts'
import type { Balance, BalanceRead, FindBalance, ListRead } from '../../core/requirement/reads.ts'
import type { Requirement } from '../../core/requirement/types.ts'
import type { Needs } from '../context.ts'

export type ReadForRequirementsParameters = {
  readonly shopId: ShopId
  readonly requirements: readonly Requirement[]
  readonly holders: readonly Holder[]
  /** Maximum age of cached balances; 0 if the result unlocks something. */
  readonly maxAgeSeconds: number
}

/** The balances, and the holders that remain to be checked. */
export type ReadForRequirementsResult = {
  readonly findBalance: FindBalance
  readonly holders: readonly Holder[]
}

/**
 * Maximum of chain reads per call, so that many wallets and large gates do not become thousands of requests. Reads
 * beyond it count as unread.
 */
const MOST_READS = 4_000

/** Read everything that decides some requirements: chains and lists in parallel, each chain and the lists once. */
export async function readForRequirements(
  ctx: Needs<'readBalances' | 'lists'>,
  { shopId, requirements, holders, maxAgeSeconds }: ReadForRequirementsParameters,
): Promise<ReadForRequirementsResult> {
  const planned = planReads({ requirements, holders })
  const chainReads: BalanceRead[] = []
  const listReads: ListRead[] = []
  for (const read of planned.reads) {
    if (read.kind === 'list') listReads.push(read)
    else if (chainReads.length < MOST_READS) chainReads.push(read)
  }
  const [onChain, listed] = await Promise.all([
    chainReads.length > 0 ? ctx.readBalances({ reads: chainReads, maxAgeSeconds }) : [],
    listReads.length > 0 ? ctx.lists.contain({ shopId, reads: listReads }) : [],
  ])
  let [chainAt, listAt] = [0, 0]
  const balances = planned.reads.map((read) =>
    read.kind === 'list' ? toBalance(listed[listAt++] ?? null) : onChain[chainAt++],
  )
  const findBalance = createFindBalance({ planned, balances })
  return removeIdleVaults({ holders, reads: planned.reads, findBalance })
}

/** A deleted list is unread: it neither admits nor excludes anybody. */
function toBalance(isListed: boolean | null): Balance {
  if (isListed === null) return { kind: 'unread', code: 'ERR_LIST_NOT_FOUND', chain: null }
  return { kind: 'read', amount: isListed ? 1n : 0n, block: 0n }
}
