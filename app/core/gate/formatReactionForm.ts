import type { ReactionForm } from './form.ts'
import { formatPriceValue } from './reaction.ts'
import type { Reaction } from './types.ts'

/** Format a reaction as a form. */
export function formatReactionForm({ price, ...flags }: Reaction): ReactionForm {
  return {
    ...flags,
    price: price?.kind ?? 'none',
    value: price ? formatPriceValue(price) : '',
  }
}
