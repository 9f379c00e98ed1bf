import { PalisadeError } from './base.ts'

/**
 * Return null for an error with a code, for `.catch(nullIfKnown)`. Rethrow anything else: a bug of this app, or the
 * `Response` that Shopify's library throws to send the merchant through a login again.
 */
export function nullIfKnown(error: unknown): null {
  if (error instanceof PalisadeError) return null
  throw error
}
