import type { ConditionCard } from '../core/gate/formatGateCard.ts'
import { formatAmount } from './formatAmount.ts'
import type { Sentence } from './formatPlain.ts'
import { formatTokenIds } from './formatTokenIds.ts'
import { formatTokenName } from './formatTokenName.ts'

export type FormatRequirementParameters = {
  readonly join: 'all' | 'any'
  readonly conditions: readonly ConditionCard[]
  /** How many conditions are spelled out before the rest is only counted. */
  readonly most?: number
}

/**
 * Say what a wallet must hold: "Holds **at least 2** of **Night Owls** on **Ethereum**".
 *
 * Several conditions are joined by "and" or "or"; those beyond `most` are counted.
 */
export function formatRequirement({
  join,
  conditions,
  most = Number.POSITIVE_INFINITY,
}: FormatRequirementParameters): Sentence {
  if (conditions.length === 0) return []
  const shown = conditions.slice(0, most)
  const parts = shown.map(formatCondition)
  const rest = conditions.length - shown.length
  if (rest > 0) parts.push([plain(`${rest} more ${rest === 1 ? 'condition' : 'conditions'}`)])
  const word = join === 'all' ? 'and' : 'or'
  return [
    plain('Holds '),
    ...parts.flatMap((part, i) => {
      if (i === 0) return part
      const isLast = i === parts.length - 1
      return [plain(isLast ? ` ${word} ` : ', '), ...part]
    }),
  ]
}

function formatCondition(condition: ConditionCard): Sentence {
  const amount = formatAmount(condition.minimum)
  const name = formatTokenName(condition)
  const place = [plain(' on '), strong(condition.chain_name)]
  if (condition.kind === 'erc20') return [strong(`at least ${amount} ${name}`), ...place]
  const ids = condition.token_ids?.length ? ` ${formatTokenIds(condition.token_ids)}` : ''
  return [strong(`at least ${amount}`), plain(' of '), strong(`${name}${ids}`), ...place]
}

const plain = (text: string) => ({ text, isStrong: false })
const strong = (text: string) => ({ text, isStrong: true })
