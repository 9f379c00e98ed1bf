import type { ChainSlug } from '../../core/chain/types.ts'
import type { Balance, BalanceRead, ReadBalance } from '../../core/requirement/types.ts'
import { isSolana, type ReadBalances } from './joinFamilies.ts'

export type AskTwiceParameters = {
  readonly readBalances: ReadBalances
  /** The same over other sources. */
  readonly readAgain: ReadBalances
  /** The chains that have a second opinion. */
  readonly chains: { readonly has: (chain: ChainSlug) => boolean }
}

/**
 * Make a reader that believes a chain with a second opinion only where both say the same.
 *
 * What the first source read at a block is read again at that very block; on Solana, whose nodes know only now, again.
 * Where the two differ, or the second does not know, it could not be read.
 */
export function askTwice({ readBalances, readAgain, chains }: AskTwiceParameters): ReadBalances {
  return async (reads) => {
    const firsts = await readBalances(reads)
    const doubted = reads.flatMap((read, i) => {
      const first = firsts[i]
      return chains.has(read.chain) && first?.kind === 'read'
        ? [{ i, first, again: pin(read, first.block) }]
        : []
    })
    if (doubted.length === 0) return firsts
    const seconds = await readAgain(doubted.map(({ again }) => again))
    const answers = [...firsts]
    for (const [j, { i, again, first }] of doubted.entries()) {
      const second = seconds[j]
      if (second && isSame(first, second, again)) {
        answers[i] = { ...first, source: [first.source, second.source].filter(Boolean).join(' and ') }
      } else answers[i] = { kind: 'unread', code: 'ERR_CHAIN_READ', chain: again.chain }
    }
    return answers
  }
}

function pin(read: BalanceRead, block: bigint): BalanceRead {
  return isSolana(read) ? read : { ...read, at: { block } }
}

function isSame(first: ReadBalance, second: Balance, read: BalanceRead): second is ReadBalance {
  if (second.kind !== 'read' || second.amount !== first.amount) return false
  if (!isSolana(read) && second.block !== first.block) return false
  const [ids, others] = [first.tokenIds, second.tokenIds]
  return !ids || !others || (ids.length === others.length && ids.every((id) => others.includes(id)))
}
