import { LoginError } from '../errors/base.ts'

/** The error for a visit that has ended, or belongs to another shop: ERR_SESSION_UNKNOWN. */
export function endedVisit(): LoginError {
  return new LoginError('ERR_SESSION_UNKNOWN', 'This visit has ended.', { hint: 'Connect the wallet again.' })
}
