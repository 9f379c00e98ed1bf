import { conditionFacts } from '../../core/requirement/kinds/facts.ts'
import { formatAmount } from '../formatAmount.ts'
import type { NeedCard } from '../needs.ts'
import { formatPlaceholders, TEXTS } from './storefrontTexts.ts'

const MOST_IDS = 3

/** Format one condition as the storefront does. @see extensions/gate-block/snippets/gate-need.liquid */
export function formatNeedText(card: NeedCard): string {
  if (conditionFacts[card.kind].asks !== 'holding') return TEXTS.needs.list
  const { minimum, maximum = '' } = card
  const values = {
    minimum: formatAmount(minimum),
    maximum: formatAmount(maximum),
    name: formatShopperToken(card),
  }
  return `${formatPlaceholders(chooseText(card), values)}${formatIds(card)}${formatTraits(card)}`
}

/** Format the shoppers' name of a token. @see extensions/gate-block/snippets/gate-name.liquid */
export function formatShopperToken({ kind, name, symbol, contract }: NeedCard): string {
  const [first, second] = conditionFacts[kind].isCoin ? [symbol, name] : [name, symbol]
  const masked = contract === '' ? 'token' : `${contract.slice(0, 4)}…${contract.slice(-2)}`
  return formatShortText((first.trim() || second.trim() || masked).trim(), 48)
}

function chooseText({ minimum, maximum, per_id: isEach }: NeedCard): string {
  const { needs } = TEXTS
  const isLeast = minimum === '1' || minimum.startsWith('0.000000')
  if (maximum !== undefined && maximum === minimum) return isEach ? needs.exactly_each : needs.exactly
  if (maximum !== undefined) {
    if (isEach) return needs.between_each
    return isLeast ? needs.at_most : needs.between
  }
  if (minimum === '1') return isEach ? needs.one_each : needs.one
  if (isLeast) return needs.any
  return isEach ? needs.at_least_each : needs.at_least
}

function formatIds({ token_ids: ids = [] }: NeedCard): string {
  if (ids.length === 0) return ''
  const names = ids.slice(0, MOST_IDS).map((id) => `#${formatShortText(id.replaceAll('-', '–'), 16)}`)
  return ` (${[...names, ...(ids.length > MOST_IDS ? ['…'] : [])].join(', ')})`
}

function formatTraits({ traits = [] }: NeedCard): string {
  if (traits.length === 0) return ''
  const names = traits.slice(0, MOST_IDS).map((trait) => formatShortText(trait, 48))
  return ` (${[...names, ...(traits.length > MOST_IDS ? ['…'] : [])].join('; ')})`
}

function formatShortText(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
