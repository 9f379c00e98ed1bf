import type { ShopId } from '../core/gate/types.ts'
import type { Holder } from '../core/requirement/holders.ts'
import { formatReadKey, indexBalances } from '../core/requirement/indexBalances.ts'
import { planReads } from '../core/requirement/planReads.ts'
import type { Balance, BalanceRead, FindBalance, ListRead, Requirement } from '../core/requirement/types.ts'
import type { Needs } from './context.ts'

export type ReadForRequirementsParameters = {
  readonly shopId: ShopId
  readonly requirements: readonly Requirement[]
  readonly holders: readonly Holder[]
  /** 0 where something is unlocked by it. */
  readonly maxAgeSeconds: number
}

/** Many wallets and many large gates must not become thousands of requests: what lies beyond could not be checked. */
const MOST_READS = 4_000

/** Read all that decides some requirements: chains and lists in parallel, each chain and the lists once. */
export async function readForRequirements(
  ctx: Needs<'readBalances' | 'lists'>,
  { shopId, requirements, holders, maxAgeSeconds }: ReadForRequirementsParameters,
): Promise<FindBalance> {
  const planned = requirements.flatMap((requirement) => planReads({ requirement, holders }))
  // Gates of one shop ask much the same.
  const different = [...new Map(planned.map((read) => [formatReadKey(read), read])).values()]
  const listReads = different.filter((read): read is ListRead => read.kind === 'list')
  const reads = different.filter((read): read is BalanceRead => read.kind !== 'list').slice(0, MOST_READS)
  const [balances, listed] = await Promise.all([
    reads.length > 0 ? ctx.readBalances({ reads, maxAgeSeconds }) : [],
    listReads.length > 0 ? ctx.lists.contain({ shopId, reads: listReads }) : [],
  ])
  const answers = listed.map(toBalance)
  return indexBalances({ reads: [...reads, ...listReads], balances: [...balances, ...answers] })
}

/** A list that is gone says nothing about anybody: neither who may come in nor who may not. */
function toBalance(isListed: boolean | null): Balance {
  if (isListed === null) return { kind: 'unread', code: 'ERR_LIST_NOT_FOUND', chain: null }
  return { kind: 'read', amount: isListed ? 1n : 0n, block: 0n }
}
