import { PalisadeError } from './base.ts'
import { findDetails } from './details.ts'

/** Whether an error is a fault of Shopify that passes: a 500, no answer, or too many requests. */
export function isPassing(error: unknown): boolean {
  return error instanceof PalisadeError && findDetails(error, 'ERR_SHOPIFY_REQUEST')?.isPassing === true
}
