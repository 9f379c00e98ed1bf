import { ConflictError, InputError } from '../errors/base.ts'
import { MAX_LIST_SIZE } from './limits.ts'

/** The error for an import that was cancelled, that waited too long, or that another import has replaced. */
export function endedImport(): ConflictError {
  return new ConflictError(
    'ERR_LIST_STALE',
    'This import has ended: someone started another one, or it waited too long.',
    { hint: 'Reload the page to see the current list, then import again.' },
  )
}

/** The error for more addresses than a list may hold. */
export function tooLargeList(): InputError {
  const most = MAX_LIST_SIZE.toLocaleString('en')
  return new InputError(
    'ERR_LIST_TOO_LARGE',
    `A list holds up to ${most} addresses, and this import goes beyond that. The list is unchanged.`,
    { hint: 'Import fewer addresses, or split them into two lists.' },
  )
}

/** The error for an import without an address. As the list, it would let everybody in, or nobody. */
export function emptyImport(): InputError {
  return new InputError('ERR_LIST_INVALID', 'The import contains no address. The list is unchanged.', {
    hint: 'Put one address on each line.',
  })
}
