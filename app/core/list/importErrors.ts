import { ConflictError, InputError } from '../errors/base.ts'
import { MAX_LIST_SIZE } from './limits.ts'

/** The error for an import that was cancelled, that waited too long, or that another import has replaced. */
export function endedImport(): ConflictError {
  return new ConflictError(
    'ERR_LIST_STALE',
    'This import has ended: somebody began another one, or it waited too long.',
    { hint: 'Reload the page to see the list as it stands, then import again.' },
  )
}

/** The error for more addresses than a list may hold. */
export function tooLargeList(): InputError {
  const most = MAX_LIST_SIZE.toLocaleString('en')
  return new InputError(
    'ERR_LIST_TOO_LARGE',
    `A list holds up to ${most} addresses, and with these there would be more. The list is as it was.`,
    { hint: 'Import fewer addresses, or split them over two lists.' },
  )
}

/** The error for an import without an address. As the list, it would let everybody in, or nobody. */
export function emptyImport(): InputError {
  return new InputError('ERR_LIST_INVALID', 'No address was found in it. The list is as it was.', {
    hint: 'Put one address on each line.',
  })
}
