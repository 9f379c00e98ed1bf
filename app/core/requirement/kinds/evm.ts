import type { ChainSlug, EvmAddress } from '../../chain/types.ts'
import type { Findings } from '../findings.ts'
import { type Holder, listSpeakers } from '../holders.ts'
import type { Balance, DelegationScope, EvmRead, FindBalance, ReadAt } from '../reads.ts'
import {
  addBalances,
  chooseLowerBalance,
  evaluateAmounts,
  findOrUnread,
  type HolderCount,
} from './amounts.ts'

/** A balance to read, and the delegation that it needs to count for a vault. */
export type EvmQuestion = {
  readonly ask: (owner: EvmAddress) => EvmRead
  readonly scope: DelegationScope
}

/** Plan the reads for questions about a holder; for a vault also its delegations to the wallets that speak for it. */
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

/** Collect the balances for questions about a holder; those of a vault are capped by its delegations. */
export function listHolderBalances({
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
    return chooseLowerBalance(held, delegationsOf({ chain, holder, scope }).map(find))
  })
}

/** Judge the amounts of a condition by the balances for some questions. */
export function evaluateQuestions({
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
  const count = (holder: Holder) =>
    addBalances(listHolderBalances({ chain, holder, questions, find: findEvm }))
  return evaluateAmounts({ minimum, maximum, holders, count })
}

/** Delegations are always read as of now: a revoked one does not count, even for a balance of the past. */
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

/**
 * Count a holder's tokens of a collection. A vault that has not delegated the whole collection may have delegated single
 * tokens.
 */
export function countTokens({
  chain,
  holder,
  whole: wholeQuestion,
  single,
  find,
}: {
  chain: ChainSlug
  holder: Holder
  whole: EvmQuestion
  single: readonly EvmQuestion[]
  find: (read: EvmRead) => Balance
}): HolderCount {
  const whole = listHolderBalances({ chain, holder, questions: [wholeQuestion], find })
  const isSettled = holder.kind === 'wallet' || whole.some((one) => one.kind === 'read' && one.amount > 0n)
  if (isSettled) return addBalances(whole)
  return addBalances([...whole, ...listHolderBalances({ chain, holder, questions: single, find })])
}

/** Compose one question for each token of a collection that a vault seems to have delegated by itself, and that counts. */
export function composeTokenQuestions({
  chain,
  contract,
  counts,
  holder,
  at,
}: {
  chain: ChainSlug
  contract: EvmAddress
  counts: (id: bigint) => boolean
  holder: Holder
  at: ReadAt | undefined
}): EvmQuestion[] {
  if (holder.kind === 'wallet') return []
  return holder.tokens
    .filter((token) => token.chain === chain && token.contract === contract && counts(token.tokenId))
    .map(({ tokenId }) => ({
      ask: (owner) => ({
        ...{ chain, at, kind: 'erc721Ids', contract, owner },
        ids: [{ first: tokenId, last: tokenId }],
      }),
      scope: { kind: 'erc721', contract, tokenId },
    }))
}
