import type { ReactionForm } from '../core/gate/form.ts'
import { isShare, parsePriceValue } from '../core/gate/reaction.ts'
import { formatAmount } from './formatAmount.ts'

export type FormatReactionParameters = {
  /** As a merchant writes it, its value as decimal text. */
  readonly reaction: ReactionForm
  readonly currencyCode: string
}

/** Say what holders get: `Exclusive access, 20% off and free shipping`. Null while there is nothing to say. */
export function formatReaction({ reaction, currencyCode }: FormatReactionParameters): string | null {
  const price = formatPrice({ reaction, currencyCode })
  const parts = [
    ...(reaction.exclusive ? ['exclusive access'] : []),
    ...(price === null ? [] : [price]),
    ...(reaction.freeShipping ? ['free shipping'] : []),
  ]
  const last = parts.pop()
  if (last === undefined) return null
  const text = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Say the price part: `20% off`, `€10.50 off the order`. Null where there is none, or its value is not one yet. */
export function formatPrice({
  reaction: { price, value },
  currencyCode,
}: FormatReactionParameters): string | null {
  if (price === 'none' || !parsePriceValue({ kind: price, value })) return null
  const text = value.trim().replace(/\s*%$/, '')
  const amount = isShare(price) ? `${formatAmount(text)}%` : formatMoney(text, currencyCode)
  return price === 'orderPercentage' || price === 'orderAmount' ? `${amount} off the order` : `${amount} off`
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
