import english from '../../../../extensions/gate-block/locales/en.default.json' with { type: 'json' }
import { countCurrencyDecimals } from '../../../core/gate/countCurrencyDecimals.ts'
import type { GateGives, GateNeeds, NeedLine } from '../../../core/gate/formatGateCard.ts'
import type { GateStanding } from '../../../core/gate/types.ts'
import type { ConditionCard } from '../../../core/requirement/types.ts'
import { formatIds, formatToken } from '../../../proxy/formatShownUnmet.ts'
import { formatCounted, formatInstant, formatText } from './formatText.ts'

/* The card's own English sentences, so that an agent reads what a shopper reads. */
const { needs: NEEDS, give: GIVE, terms: TERMS, refused: REFUSED } = english.gate

/** Describe what a gate gives: "20% off", "free shipping", "yours to buy". */
export function describeGives(gives: GateGives): string[] {
  const { kind, percent, exclusive, free_shipping: ships } = gives
  const value = percent ?? formatMoney(gives)
  return [
    ...(kind === 'none' ? [] : [formatText(GIVE[kind], { value })]),
    ...(ships ? [GIVE.free_shipping] : []),
    ...(exclusive ? [GIVE.exclusive] : []),
  ]
}

/** "5.50 EUR": as many decimals as the currency has. */
function formatMoney({ amount = '', currency = '' }: GateGives): string {
  const [whole = '', part = ''] = amount.split('.')
  const decimals = part.padEnd(countCurrencyDecimals(currency), '0')
  return `${whole}${decimals && '.'}${decimals} ${currency}`
}

/** Describe what a wallet must hold, line by line. Lines inside a group are indented. */
export function describeNeeds(needs: GateNeeds): string[] {
  const { join, count, lines, conditions, held_for_hours: hours } = needs
  const isOne = lines.length === 1 && join !== 'none'
  const inner = lines.map((line) => {
    const depth = '  '.repeat(line.depth + (isOne ? 0 : 1))
    return depth + ('group' in line ? describeGroup(line.group, line.count) : describeNeed(conditions, line))
  })
  return [
    ...(isOne ? [] : [describeGroup(join, count)]),
    ...inner,
    ...(hours > 0 ? [formatText(NEEDS.held_for, { time: formatHours(hours) })] : []),
    ...(needs.as_of ? [NEEDS.as_of] : []),
  ]
}

function formatHours(hours: number): string {
  return hours % 24 === 0 ? formatCounted(NEEDS.days, hours / 24) : formatCounted(NEEDS.hours, hours)
}

function describeGroup(join: GateNeeds['join'], count: number): string {
  return formatText(NEEDS[`group_${join}`], { count })
}

function describeNeed(
  conditions: GateNeeds['conditions'],
  { condition: at }: Extract<NeedLine, { condition: number }>,
): string {
  const card = conditions[at]
  if (!card) return ''
  if (card.kind === 'allowlist') return NEEDS.list
  if (card.kind === 'denylist') return 'Not on a list of wallets that the shop leaves out'
  const { minimum, maximum = '', chain_name: chain, token_ids: ids = [], traits = [] } = card
  const said = formatText(NEEDS[chooseNeed(card)], { minimum, maximum, name: formatToken(card) })
  const named = [...(ids.length > 0 ? [formatIds(ids)] : []), ...traits]
  return `${said}${named.length > 0 ? ` (${named.join('; ')})` : ''}${chain ? ` on ${chain}` : ''}`
}

/** As `gate-need.liquid` chooses. */
function chooseNeed({ minimum, maximum, per_id: isEach }: ConditionCard) {
  const isLeast = minimum === '1' || minimum.startsWith('0.000000')
  if (maximum !== undefined && maximum === minimum) return isEach ? 'exactly_each' : 'exactly'
  if (maximum !== undefined) return isEach ? 'between_each' : isLeast ? 'at_most' : 'between'
  if (minimum === '1') return isEach ? 'one_each' : 'one'
  return isEach ? 'at_least_each' : isLeast ? 'any' : 'at_least'
}

/** Describe limits, dates and what else counts; for a gate that opens for nobody now, only why. */
export function describeTerms({
  gives,
  state,
}: {
  readonly gives: GateGives
  readonly state: GateStanding
}): string[] {
  const { per_token: token, per_wallet: wallet, total, cap, starts_at: starts, ends_at: ends } = gives
  if (state === 'paused' || gives.test) return [REFUSED.paused]
  if (state === 'ended') return [REFUSED.ended]
  if (gives.sold_out) return [REFUSED.used_up_total]
  return [
    ...(state === 'scheduled' && starts !== null
      ? [formatText(TERMS.starts, { time: formatInstant(starts) })]
      : []),
    ...(token ? [formatCounted(TERMS.per_token, token)] : []),
    ...(wallet ? [formatCounted(TERMS.per_wallet, wallet)] : []),
    ...(total ? [formatCounted(TERMS.total, total)] : []),
    ...(cap > 0 ? [formatCounted(TERMS.cap, cap)] : []),
    ...(gives.guard === 'account' ? [TERMS.account] : []),
    ...(ends !== null ? [formatText(TERMS.ends, { time: formatInstant(ends) })] : []),
  ]
}
