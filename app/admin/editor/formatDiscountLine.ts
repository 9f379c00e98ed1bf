import { discountNameOf, parseDiscountName } from '../../core/gate/discountName.ts'
import type { Enforcement } from '../../core/gate/shop.ts'
import { formatPriceAmount } from '../formatReaction.ts'
import type { Draft } from './draft.ts'

/**
 * Format what shoppers read beside a discount in the cart and at checkout: `Night Owls (−20%)`. Null if they read no
 * name: the gate has none yet, or the shop gives codes.
 */
export function formatDiscountLine({
  draft: { name, discountName, reaction },
  currencyCode,
  level,
}: {
  draft: Pick<Draft, 'name' | 'discountName' | 'reaction'>
  currencyCode: string
  level: Enforcement['level']
}): string | null {
  if (level === 'codes') return null
  const shown = discountNameOf({ name: name.trim(), discountName: parseDiscountName(discountName) })
  if (shown === '') return null
  const amount = formatPriceAmount({ reaction, currencyCode })
  return amount === null ? shown : `${shown} (−${amount})`
}
