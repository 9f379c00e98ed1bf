import { formatAmount } from '../formatAmount.ts'
import { IS_COIN } from '../kinds.ts'
import type { NeedCard } from '../needs.ts'

const MOST_IDS = 3

/** Say one condition as the storefront does. @see extensions/gate-block/snippets/gate-need.liquid */
export function formatNeedText(card: NeedCard): string {
  return card.kind === 'allowlist' ? 'On the shop’s list' : `${formatHolding(card)}${formatIds(card)}`
}

/** What shoppers call a token. @see extensions/gate-block/snippets/gate-name.liquid */
export function nameToken({ kind, name, symbol, contract }: NeedCard): string {
  const [first, second] = IS_COIN[kind] ? [symbol, name] : [name, symbol]
  const masked = contract === '' ? 'token' : `${contract.slice(0, 4)}…${contract.slice(-2)}`
  return truncate((first.trim() || second.trim() || masked).trim(), 48)
}

function formatHolding(card: NeedCard): string {
  const { minimum, maximum, per_id: isEach } = card
  const [least, most] = [formatAmount(minimum), formatAmount(maximum ?? '')]
  const isLeast = minimum === '1' || minimum.startsWith('0.000000')
  const name = isEach ? `of each ${nameToken(card)}` : nameToken(card)
  if (maximum !== undefined && maximum === minimum) return `exactly ${least} ${name}`
  if (maximum !== undefined)
    return isLeast && !isEach ? `up to ${most} ${name}` : `${least} to ${most} ${name}`
  if (minimum === '1') return isEach ? `one ${name}` : `1 ${name}`
  return isLeast ? `any amount of ${nameToken(card)}` : `at least ${least} ${name}`
}

function formatIds({ token_ids: ids = [] }: NeedCard): string {
  if (ids.length === 0) return ''
  const names = ids.slice(0, MOST_IDS).map((id) => `#${truncate(id.replaceAll('-', '–'), 16)}`)
  return ` (${[...names, ...(ids.length > MOST_IDS ? ['…'] : [])].join(', ')})`
}

function truncate(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
