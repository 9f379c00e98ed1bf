import type { ConditionCard } from '../../core/gate/formatGateCard.ts'
import type { Reaction } from '../../core/gate/types.ts'
import { formatAmount } from '../formatAmount.ts'
import { formatReaction } from '../formatReaction.ts'
import { formatTokenName } from '../formatTokenName.ts'

export type FormatPreviewParameters = {
  readonly join: 'all' | 'any'
  readonly conditions: readonly ConditionCard[]
  readonly reaction: { readonly kind: Reaction['kind']; readonly value: string }
  readonly currencyCode: string
}
/** `title` and `needs` as the storefront block writes them. */
export type GatePreviewText = {
  readonly title: string
  readonly needs: readonly { readonly text: string; readonly chain: string }[]
}

const MOST_IDS = 3

/**
 * Say what shoppers will read of a gate; what is not written yet is said in general words.
 *
 * @see extensions/gate-block/snippets/gate-offer.liquid
 */
export function formatPreview({
  join,
  conditions,
  reaction,
  currencyCode,
}: FormatPreviewParameters): GatePreviewText {
  const give = formatReaction({ ...reaction, currencyCode }) ?? 'A discount'
  const names = conditions.map(nameOf)
  const [first = 'token', second = ''] = names
  return {
    title: `${give} for ${formatHolders({ join, first, second, count: conditions.length })}`,
    needs: conditions.map((condition, i) => ({
      text: `${formatAmount(condition.minimum)} ${names[i]}${formatIds(condition)}`,
      chain: condition.chain_name,
    })),
  }
}

function formatHolders({
  join,
  first,
  second,
  count,
}: {
  join: 'all' | 'any'
  first: string
  second: string
  count: number
}): string {
  if (count > 2) return join === 'all' ? 'holders of all of these' : 'holders of any of these'
  if (count < 2 || first === second) return `${first} holders`
  return join === 'all' ? `holders of ${first} and ${second}` : `${first} or ${second} holders`
}

function nameOf(condition: ConditionCard): string {
  if (condition.name === '' && condition.symbol === '' && condition.contract === '') return 'token'
  return formatTokenName(condition)
}

function formatIds({ token_ids: ids = [] }: ConditionCard): string {
  if (ids.length === 0 || ids.length > MOST_IDS) return ''
  return ` (${ids.map((id) => `#${id.length > 10 ? `${id.slice(0, 7)}...` : id}`).join(', ')})`
}
