import type { ReactionForm } from '../core/gate/form.ts'
import { parseDecimalText } from '../core/gate/parseDecimalText.ts'
import { isShare, parsePriceValue } from '../core/gate/reaction.ts'
import { listGiven } from '../core/gate/reactionKinds.ts'
import { formatAmount } from './formatAmount.ts'
import { REACTION_TEXTS } from './reactions.ts'

export type FormatReactionParameters = {
  /** Form of the reaction. Its value is decimal text. */
  readonly reaction: ReactionForm
  readonly currencyCode: string
}

/** Format what holders get: `Exclusive access, 20% off and free shipping`. Null if the reaction gives nothing yet. */
export function formatReaction({ reaction, currencyCode }: FormatReactionParameters): string | null {
  const amount = formatPriceAmount({ reaction, currencyCode })
  const parts = listGiven(reaction)
    .filter((kind) => kind !== reaction.price || amount !== null)
    .map((kind) => REACTION_TEXTS[kind].words(amount ?? ''))
  const last = parts.pop()
  if (last === undefined) return null
  const text = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Format how much the price takes off: `20%`, `€10.50`. Null if there is no price, or its value is not valid yet. */
export function formatPriceAmount({ reaction, currencyCode }: FormatReactionParameters): string | null {
  const value = readPriceValue(reaction)
  if (value === null || reaction.price === 'none') return null
  return isShare(reaction.price) ? `${formatAmount(value)}%` : formatMoney(value, currencyCode)
}

/**
 * Format the value of the price for a shoppers' sentence that has its own percent sign: `20`, `€10.50`. Null like
 * `formatPriceAmount`.
 */
export function formatPriceValue({ reaction, currencyCode }: FormatReactionParameters): string | null {
  return formatPriceAmount({ reaction, currencyCode })?.replace(/%$/, '') ?? null
}

function readPriceValue({ price, value }: ReactionForm): string | null {
  if (price === 'none' || !parsePriceValue({ kind: price, value })) return null
  return parseDecimalText(value.trim().replace(/\s*%$/, ''))
}

function formatMoney(amount: string, currency: string): string {
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
    maximumFractionDigits: 3,
  } as Intl.NumberFormatOptions).format(Number(amount))
}
