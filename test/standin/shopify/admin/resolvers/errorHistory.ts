import { findFunctionErrors } from '../../checkout/errorHistory.ts'
import { type AdminContext, type ApiObject, formatInstant } from '../context.ts'

/** The `errorHistory` of a Function's owner; null until a run fails. */
export function formatErrorHistory(ctx: AdminContext, ownerGid: string): ApiObject | null {
  const found = findFunctionErrors(ctx.shop, ownerGid)
  if (!found) return null
  const at = formatInstant(Date.parse(found.firstOccurredAt) / 1000)
  return {
    __typename: 'FunctionsErrorHistory',
    errorsFirstOccurredAt: at,
    firstOccurredAt: at,
    hasBeenSharedSinceLastError: false,
    hasSharedRecentErrors: false,
  }
}
