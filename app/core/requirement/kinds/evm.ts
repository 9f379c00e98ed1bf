import type { ChainSlug, EvmAddress } from '../../chain/types.ts'
import type { Findings } from '../findings.ts'
import { type Holder, listSpeakers } from '../holders.ts'
import type { Balance, DelegationScope, EvmRead, FindBalance } from '../reads.ts'
import { findOrUnread, judgeAmounts, leastBalance, sumBalances } from './amounts.ts'

/** What to read, and within which delegation it counts when a vault holds it. */
export type EvmQuestion = {
  readonly ask: (owner: EvmAddress) => EvmRead
  readonly scope: DelegationScope
}

/** The reads that answer questions about a holder; of a vault also what it has lent to those who speak for it. */
export function planEvmReads({
  chain,
  holder,
  questions,
}: {
  chain: ChainSlug
  holder: Holder
  questions: readonly EvmQuestion[]
}): EvmRead[] {
  const reads: EvmRead[] = []
  for (const { ask, scope } of questions) {
    reads.push(ask(holder.address as EvmAddress))
    if (holder.kind === 'vault') reads.push(...delegationsOf({ chain, holder, scope }))
  }
  return reads
}

/** The balances that the questions' reads were answered with; of a vault no more than it has lent. */
export function collectBalances({
  chain,
  holder,
  questions,
  find,
}: {
  chain: ChainSlug
  holder: Holder
  questions: readonly EvmQuestion[]
  find: (read: EvmRead) => Balance
}): Balance[] {
  const owner = holder.address as EvmAddress
  return questions.map(({ ask, scope }) => {
    const held = find(ask(owner))
    if (holder.kind === 'wallet') return held
    return leastBalance(held, delegationsOf({ chain, holder, scope }).map(find))
  })
}

/** Judge the amounts of a condition whose balances are the answers to some questions. */
export function judgeQuestions({
  condition: { chain, minimum, maximum },
  questions,
  holders,
  find,
}: {
  condition: { readonly chain: ChainSlug; readonly minimum: bigint; readonly maximum: bigint | null }
  questions: readonly EvmQuestion[]
  holders: readonly Holder[]
  find: FindBalance
}): Findings {
  const findEvm = findOrUnread(find)
  const count = (holder: Holder) => sumBalances(collectBalances({ chain, holder, questions, find: findEvm }))
  return judgeAmounts({ minimum, maximum, holders, count })
}

/** Whatever moment the balance is of, what was taken back by now is not lent. */
function delegationsOf({
  chain,
  holder,
  scope,
}: {
  chain: ChainSlug
  holder: Extract<Holder, { kind: 'vault' }>
  scope: DelegationScope
}): EvmRead[] {
  return listSpeakers({ vault: holder, chain }).map((delegate) => ({
    chain,
    at: undefined,
    kind: 'delegation',
    scope,
    vault: holder.address,
    delegate,
  }))
}
