import { LoginError } from '../errors/base.ts'

/** The error for a visit that has ended, or is another shop's. */
export function refuseEndedVisit(): LoginError {
  return new LoginError('ERR_SESSION_UNKNOWN', 'This visit has ended.', { hint: 'Connect the wallet again.' })
}
