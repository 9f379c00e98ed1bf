import type { ProvenWallet } from '../login/types.ts'
import { planConditionReads } from './planReads.ts'
import type { Balance, BalanceRead, Condition, Requirement, UnmetCondition, Verdict } from './types.ts'

type Unread = Extract<Balance, { kind: 'unread' }>
type ConditionVerdict =
  | { kind: 'met' }
  | { kind: 'unmet'; unmet: UnmetCondition }
  | { kind: 'unchecked'; unread: Unread }

/**
 * Judge a requirement from what the chains answered.
 *
 * Sums go over wallets. What could not be read is never a yes; it is a no only where the rest already says no.
 * `findBalance` answers the reads that `planReads` asked for; undefined counts as unread.
 */
export function evaluateRequirement({
  requirement,
  wallets,
  findBalance,
}: {
  requirement: Requirement
  wallets: readonly ProvenWallet[]
  findBalance: (read: BalanceRead) => Balance | undefined
}): Verdict {
  const verdicts = requirement.root.of.map((condition) =>
    evaluateCondition({ condition, wallets, findBalance }),
  )
  const unmet = verdicts.flatMap((verdict) => (verdict.kind === 'unmet' ? [verdict.unmet] : []))
  const unchecked = verdicts.find((verdict) => verdict.kind === 'unchecked')
  const isMet = (verdict: ConditionVerdict) => verdict.kind === 'met'
  if (requirement.root.kind === 'all') {
    if (unmet.length > 0) return { kind: 'unmet', unmet }
  } else if (verdicts.some(isMet)) return { kind: 'met' }
  if (unchecked) return { kind: 'unchecked', code: unchecked.unread.code, chain: unchecked.unread.chain }
  // `all` over nothing must stay closed: a requirement without conditions is refused when parsed, and here again.
  return unmet.length > 0 || verdicts.length === 0 ? { kind: 'unmet', unmet } : { kind: 'met' }
}

function evaluateCondition({
  condition,
  wallets,
  findBalance,
}: {
  condition: Condition
  wallets: readonly ProvenWallet[]
  findBalance: (read: BalanceRead) => Balance | undefined
}): ConditionVerdict {
  let found = 0n
  let block = 0n
  let unread: Unread | undefined
  for (const read of planConditionReads({ condition, wallets })) {
    const balance = findBalance(read) ?? { kind: 'unread', code: 'ERR_CHAIN_READ', chain: read.chain }
    if (balance.kind === 'unread') unread ??= balance
    else {
      found += balance.amount
      if (balance.block > block) block = balance.block
    }
  }
  if (found >= condition.minimum && condition.minimum > 0n) return { kind: 'met' }
  if (unread) return { kind: 'unchecked', unread }
  return { kind: 'unmet', unmet: { condition, found, block } }
}
