import { describeCallForm } from '../core/gate/describeCallForm.ts'
import { EMPTY_CALL } from '../core/gate/form.ts'
import { conditionFacts } from '../core/requirement/kinds/facts.ts'
import { CALL_VERBS, type CallVerb } from './callVerbs.ts'
import { formatAmount } from './formatAmount.ts'
import type { Sentence } from './formatPlain.ts'
import { formatTokenIds } from './formatTokenIds.ts'
import { formatTokenName } from './formatTokenName.ts'
import { KIND_TEXTS } from './kinds.ts'
import type { NeedCard } from './needs.ts'

/** A condition in words. `verb` is separate, because a sentence names it once for several conditions. */
export type Words = { readonly verb: string; readonly rest: Sentence }

const LIST_VERBS = { listed: 'is on the list', unlisted: 'is not on the list' } as const

/** Format a condition: "holds", "**at least 2** of **Night Owls** on **Ethereum**". */
export function formatConditionWords(card: NeedCard): Words {
  const { asks, isCoin } = conditionFacts[card.kind]
  if (asks !== 'holding') {
    const verb = LIST_VERBS[asks]
    const list = toStrong(card.listName?.trim() || 'that is not chosen yet')
    return {
      verb,
      rest: card.chain_name === '' ? [list] : [list, toPlain(' on '), toStrong(card.chain_name)],
    }
  }
  if (card.kind === 'call') return formatCallWords(card)
  const name = `${KIND_TEXTS[card.kind].address?.before ?? ''}${formatTokenName(card)}`
  const place = card.chain_name === '' ? [] : [toPlain(' on '), toStrong(card.chain_name)]
  const amount = formatRange(card)
  if (isCoin) return { verb: 'holds', rest: [toStrong(`${amount} ${name}`), ...place] }
  const isOfEach = card.per_id && (card.token_ids?.length ?? 0) > 0
  const ids = card.token_ids?.length ? ` ${formatTokenIds(card.token_ids, isOfEach ? 'and' : 'or')}` : ''
  const each = isOfEach ? ' each' : ''
  const traits = card.traits?.length ? [toPlain(' with '), toStrong(card.traits.join('; '))] : []
  return {
    verb: 'holds',
    rest: [toStrong(`${amount}${each}`), toPlain(' of '), toStrong(`${name}${ids}`), ...traits, ...place],
  }
}

/** Format a question to a contract: "has staked **at least 100** of **CAKE**", "is an owner of **Harbor DAO**". */
function formatCallWords(card: NeedCard): Words {
  const { preset } = card
  const text: CallVerb = preset ? CALL_VERBS[preset] : { verb: 'has' }
  const isCounted = preset === undefined || describeCallForm({ ...EMPTY_CALL, preset }).hasAmount
  const isOne = card.minimum === '1' && card.maximum === undefined
  const ids = card.token_ids?.length ? ` ${formatTokenIds(card.token_ids, 'or')}` : ''
  const amount = isCounted && !isOne ? [toStrong(formatRange(card)), toPlain(' of ')] : []
  const place = card.chain_name === '' ? [] : [toPlain(' on '), toStrong(card.chain_name)]
  const verb = amount.length > 0 ? (text.verbOfSeveral ?? text.verb) : text.verb
  return { verb, rest: [...amount, toStrong(`${formatTokenName(card)}${ids}`), ...place] }
}

/** Format the amount: "at least 2", "between 1 and 5", "exactly 1", "any amount of". */
export function formatRange({
  minimum,
  maximum,
  isAnyAmount = false,
}: Pick<NeedCard, 'minimum' | 'maximum' | 'isAnyAmount'>): string {
  const most = maximum === undefined ? null : formatAmount(maximum)
  if (isAnyAmount) return most === null ? 'any amount of' : `some, but no more than ${most}`
  const least = formatAmount(minimum)
  if (most === null) return `at least ${least}`
  if (most === least) return `exactly ${least}`
  return `between ${least} and ${most}`
}

const toPlain = (text: string) => ({ text, isStrong: false })
const toStrong = (text: string) => ({ text, isStrong: true })
