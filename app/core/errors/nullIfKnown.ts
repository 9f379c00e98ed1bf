import { PalisadeError } from './base.ts'

/**
 * Give null for an error with a code, for `.catch(nullIfKnown)`. Anything else is thrown on: a fault of ours, or the
 * `Response` that Shopify's library throws to send the merchant through a login again.
 */
export function nullIfKnown(error: unknown): null {
  if (error instanceof PalisadeError) return null
  throw error
}
