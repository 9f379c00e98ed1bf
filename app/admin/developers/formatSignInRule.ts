import { findChain } from '../../core/chain/findChain.ts'
import { formatAmount } from '../formatAmount.ts'
import type { Sentence } from '../formatPlain.ts'
import { formatTokenIds } from '../formatTokenIds.ts'
import { formatCount } from '../list/formatCount.ts'

export type SignInRule = {
  readonly chain: string
  /** Name of the token; null if the project requires none. */
  readonly token: string | null
  /** Decimal text. Empty or zero means any amount above zero. */
  readonly minimum: string
  readonly tokenIds: readonly string[]
  readonly walletCount: number
}

/**
 * Format who may sign in to a project: "Holds **at least 2** of **Night Owls** on **Ethereum**, or is one of **3 listed
 * wallets**". Null: everyone.
 */
export function formatSignInRule(rule: SignInRule | null): Sentence {
  if (!rule) return [toPlain('Everyone with a wallet')]
  const listed = toStrong(formatCount(rule.walletCount, 'listed wallet'))
  if (rule.token === null) return [toPlain('Only '), listed]
  const amount = /[1-9]/.test(rule.minimum) ? `at least ${formatAmount(rule.minimum.trim())}` : 'any amount'
  const ids = rule.tokenIds.length > 0 ? ` ${formatTokenIds(rule.tokenIds, 'or')}` : ''
  const held = [
    toPlain('Holds '),
    toStrong(amount),
    toPlain(' of '),
    toStrong(`${rule.token}${ids}`),
    toPlain(' on '),
    toStrong(findChain(rule.chain)?.name ?? rule.chain),
  ]
  if (rule.walletCount === 0) return held
  return [...held, toPlain(', or is one of '), listed]
}

const toPlain = (text: string) => ({ text, isStrong: false })
const toStrong = (text: string) => ({ text, isStrong: true })
