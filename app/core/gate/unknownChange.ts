import { NotFoundError } from '../errors/base.ts'

/** The error for a change that is not in the history of the gate. */
export function unknownChange(): NotFoundError {
  return new NotFoundError('ERR_CHANGE_NOT_FOUND', 'This gate has no such change in its history.', {
    hint: 'Open the history of the gate again.',
  })
}
