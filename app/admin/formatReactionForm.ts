import type { ReactionForm } from '../core/gate/form.ts'
import { formatPriceValue } from '../core/gate/reaction.ts'
import type { Reaction } from '../core/gate/types.ts'

/** A reaction as the merchant would have written it. */
export function formatReactionForm({ exclusive, price, freeShipping }: Reaction): ReactionForm {
  return {
    exclusive,
    price: price?.kind ?? 'none',
    value: price ? formatPriceValue(price) : '',
    freeShipping,
  }
}
