import type { GateCondition, GateState, MissingLine } from '../storefront/types.ts'
import { readLanguages } from './readLanguages.ts'
import type { Texts } from './texts.ts'

/** Describe what a gate gives, as the theme block does: `20% off`. */
export function describeGift({ gives }: GateState, texts: Texts): string {
  const parts = [
    ...(gives.exclusive === true ? [texts('give.exclusive')] : []),
    ...(gives.kind !== 'none' && gives.kind
      ? [texts(`give.${gives.kind}`, { value: gives.percent ?? formatMoney(gives) })]
      : []),
    ...(gives.free_shipping === true ? [texts('give.free_shipping')] : []),
  ]
  return parts.filter(Boolean).join(', ')
}

/** Describe a gate's title: what it gives, and to whom. */
export function describeTitle(gate: GateState, texts: Texts): string {
  const who = describeHolders(gate, texts)
  const isPriced = gate.kind !== 'exclusive'
  return isPriced
    ? texts('title.offer', { give: describeGift(withoutAccess(gate), texts), who })
    : texts('title.exclusive', { who })
}

function withoutAccess(gate: GateState): GateState {
  return { ...gate, gives: { ...gate.gives, exclusive: false } }
}

function describeHolders({ needs }: GateState, texts: Texts): string {
  const { conditions, join } = needs
  const [first, second] = conditions
  if (!first) return texts('who.wallet')
  if (conditions.length === 1)
    return isToken(first) ? texts('who.token', { first: nameOf(first) }) : texts('who.list')
  const isPair = conditions.length === 2 && second && isToken(first) && isToken(second)
  if (isPair && (join === 'all' || join === 'any'))
    return texts(`who.${join}_two`, { first: nameOf(first), second: nameOf(second) })
  if (join === 'at_least') return texts('who.at_least', { count: needs.count })
  return texts(join === 'all' ? 'who.all_many' : join === 'any' ? 'who.any_many' : 'who.none')
}

/** Describe one condition: `1 Harbor Pass · Ethereum`. */
export function describeNeed(condition: GateCondition, texts: Texts): string {
  if (!isToken(condition)) return texts('needs.list')
  const { minimum = '1', maximum = '', chain_name: chain = '' } = condition as Record<string, string>
  const isLeast = minimum === '1' || minimum.startsWith('0.000000')
  const key =
    maximum !== '' && maximum === minimum
      ? 'exactly'
      : maximum !== ''
        ? isLeast
          ? 'at_most'
          : 'between'
        : minimum === '1'
          ? 'one'
          : isLeast
            ? 'any'
            : 'at_least'
  const each = condition.per_id === true && !['any', 'at_most'].includes(key) ? '_each' : ''
  const text = texts(`needs.${key}${each}`, { minimum, maximum, name: nameOf(condition) })
  return [text, chain].filter(Boolean).join(' · ')
}

/** The texts of the server's reasons, where they have another name. */
const MISSING: Readonly<Record<string, string>> = {
  'too-little': 'refused.unmet',
  'too-little-all': 'refused.unmet_all',
  'not-held-then': 'refused.not_then',
  all: 'needs.group_all',
}

/** Describe a line of what is missing. */
export function describeMissing(
  { text, name = '', chain = '', ...values }: MissingLine,
  texts: Texts,
): string {
  if (text === 'bare') return name
  const { needed = '', found = '', wallet = '', count = 0 } = values
  const key = MISSING[text] ?? `refused.${text.replace(/-/g, '_')}`
  return texts(key, { name, chain, needed, found, wallet, count })
}

function isToken({ kind }: GateCondition): boolean {
  return kind !== 'allowlist' && kind !== 'denylist'
}

function nameOf(condition: GateCondition): string {
  const { name = '', symbol = '', contract = '' } = condition as Record<string, string>
  const masked = contract === '' ? 'token' : `${contract.slice(0, 4)}…${contract.slice(-2)}`
  return `${name.trim() || symbol.trim() || masked}`.slice(0, 48)
}

function formatMoney({ amount = '', currency = '' }: GateState['gives']): string {
  try {
    return new Intl.NumberFormat(readLanguages(), {
      style: 'currency',
      currency,
    }).format(Number(amount))
  } catch {
    return `${amount} ${currency}`
  }
}
