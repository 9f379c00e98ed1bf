import type { ShownUnmet } from '../core/gate/answer.ts'
import type { UnmetReason } from '../core/requirement/findings.ts'
import { formatAmount } from '../core/requirement/formatReport.ts'
import { conditionFacts } from '../core/requirement/kinds/facts.ts'
import { entryOf } from '../core/requirement/kinds/table.ts'
import type { Condition, ConditionCard, UnmetCondition } from '../core/requirement/types.ts'
import { formatShortAddress } from './formatShortAddress.ts'

/** Choose the texts for an unmet condition. */
export function formatShownUnmet({ condition, because, found, wallet, tokenId }: UnmetCondition): ShownUnmet {
  const card = entryOf(condition).describe(condition)
  const ids = tokenId === undefined ? (card.token_ids ?? []) : [tokenId]
  return {
    because,
    text: chooseText({ card, because, isOfAll: wallet === null }),
    name: formatToken(card) + (ids.length === 0 ? '' : ` (${formatIds(ids)})`),
    chain: card.chain_name,
    needed: (because === 'too-much' ? card.maximum : null) ?? formatMinimum(condition, card),
    found: found === null ? '' : formatAmount({ condition, amount: found }),
    ...(wallet === null ? {} : { wallet: formatShortAddress(wallet) }),
  }
}

function chooseText({
  card,
  because,
  isOfAll,
}: {
  card: ConditionCard
  because: UnmetReason
  isOfAll: boolean
}): ShownUnmet['text'] {
  // Lists have no public name, so the text does not say which list it is.
  if (because === 'excluded' && conditionFacts[card.kind].asks !== 'holding') return 'listed'
  return isOfAll && (because === 'too-little' || because === 'not-listed') ? `${because}-all` : because
}

/**
 * The smallest unit of a coin means any amount. It is shown as "> 0", because its eighteen decimals are hard to read.
 */
function formatMinimum(condition: Condition, { minimum }: ConditionCard): string {
  return 'minimum' in condition && condition.minimum === 1n && minimum !== '1' ? '> 0' : minimum
}

/** A collection by its name, a coin by its symbol, else the masked contract. */
export function formatToken({
  kind,
  name,
  symbol,
  contract,
}: Pick<ConditionCard, 'kind' | 'name' | 'symbol' | 'contract'>): string {
  return (
    (conditionFacts[kind].isCoin ? symbol || name : name || symbol) ||
    (contract && formatShortAddress(contract))
  )
}

/** "#7, #100–199, …": at most three, long ids masked; a range does not wrap. */
export function formatIds(ids: readonly string[]): string {
  const shortenLong = (id: string) => (id.length > 12 ? formatShortAddress(id) : id)
  const named = ids.slice(0, 3).map((range) => `#${range.split('-').map(shortenLong).join('–\u2060')}`)
  return [...named, ...(ids.length > 3 ? ['…'] : [])].join(', ')
}
