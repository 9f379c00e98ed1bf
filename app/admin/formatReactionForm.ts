import type { ReactionForm } from '../core/gate/form.ts'
import { formatPriceValue } from '../core/gate/reaction.ts'
import type { Reaction } from '../core/gate/types.ts'

/** Format a reaction as a form. */
export function formatReactionForm({ price, ...flags }: Reaction): ReactionForm {
  return {
    ...flags,
    price: price?.kind ?? 'none',
    value: price ? formatPriceValue(price) : '',
  }
}
