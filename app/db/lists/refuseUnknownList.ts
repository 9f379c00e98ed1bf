import { NotFoundError } from '../../core/errors/base.ts'

/** The error for a list that does not exist or is another shop's. */
export function refuseUnknownList(): NotFoundError {
  return new NotFoundError('ERR_LIST_NOT_FOUND', 'There is no such list.', {
    hint: 'Go back to the lists.',
  })
}
