import { parseReactionValue } from '../core/gate/reaction.ts'
import type { Reaction } from '../core/gate/types.ts'
import { formatAmount } from './formatAmount.ts'

export type FormatReactionParameters = {
  readonly kind: Reaction['kind']
  /** Decimal text, as a merchant writes it. */
  readonly value: string
  readonly currencyCode: string
}

/** Say what holders get: `20% off`, `€10.50 off`. Null while the value is not one. */
export function formatReaction({ kind, value, currencyCode }: FormatReactionParameters): string | null {
  if (!parseReactionValue({ kind, value })) return null
  const text = value.trim().replace(/\s*%$/, '')
  return kind === 'percentage' ? `${formatAmount(text)}% off` : `${formatMoney(text, currencyCode)} off`
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
