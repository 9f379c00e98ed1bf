import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import type { FieldIssue } from './issues.ts'
import type { GateDraft } from './types.ts'

/**
 * Title of this app's discounts at Shopify. Gates of equal combination share a discount, so it names none of them.
 * Shoppers read it where Shopify shows no name of a gate.
 */
export const DISCOUNT_TITLE = 'Token holder price'

/** Most characters of a discount's name. Shopify's own limit for a title is 255. */
export const DISCOUNT_NAME_MAX = 80

/** The name that shoppers read beside the discount of a gate: its own, or the gate's. */
export function discountNameOf({ discountName, name }: Pick<GateDraft, 'discountName' | 'name'>): string {
  return discountName ?? name
}

/** Parse a discount's name as a merchant entered it: null for an empty one, which means the gate's name. */
export function parseDiscountName(text: string): string | null {
  return text.trim() || null
}

/** Find what is wrong with a discount's name as a merchant entered it; null if it is fine. */
export function findDiscountNameIssue(text: string): FieldIssue | null {
  const name = text.trim()
  if (name.length > DISCOUNT_NAME_MAX) return 'too-long'
  return hasUnsafeCharacter(name) ? 'unsafe-text' : null
}
