import { NotFoundError } from '../../core/errors/base.ts'

/** The error for a project that does not exist or is another's. */
export function refuseUnknownProject(): NotFoundError {
  return new NotFoundError('ERR_PROJECT_NOT_FOUND', 'There is no such project.', {
    hint: 'Go back to the list of projects.',
  })
}
