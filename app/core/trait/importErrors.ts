import { ConflictError } from '../errors/base.ts'

/** The error for a part of an import that has ended: ERR_TRAITS_STALE. */
export function endedTraitImport(): ConflictError {
  return new ConflictError('ERR_TRAITS_STALE', 'This import has ended, or a part of it is missing.', {
    hint: 'Import the metadata again.',
  })
}
