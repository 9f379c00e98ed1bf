import { ConflictError, NotFoundError } from '../../core/errors/base.ts'

/** The error for a list that does not exist or is another shop's. */
export function refuseUnknownList(): NotFoundError {
  return new NotFoundError('ERR_LIST_NOT_FOUND', 'There is no such list.', {
    hint: 'Go back to the lists.',
  })
}

/** The error for an import that another one has taken the place of, that was cancelled, or that waited too long. */
export function refuseEndedImport(): ConflictError {
  return new ConflictError(
    'ERR_LIST_STALE',
    'This import has ended: somebody began another one, or it waited too long. The list is as it was.',
    { hint: 'Reload the page to see the list as it stands, then import again.' },
  )
}
