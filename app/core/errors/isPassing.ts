import { PalisadeError } from './base.ts'
import { findDetails } from './details.ts'

/** Whether an error is a fault of Shopify that passes: a 500, no answer, or too many requests. */
export function isPassing(error: unknown): boolean {
  return error instanceof PalisadeError && findDetails(error, 'ERR_SHOPIFY_REQUEST')?.isPassing === true
}

/** The seconds after which a shop that Shopify throttles has points again; null if it throttles none. */
export function findThrottle(error: unknown): number | null {
  if (!(error instanceof PalisadeError)) return null
  return findDetails(error, 'ERR_SHOPIFY_REQUEST')?.waitSeconds ?? null
}
