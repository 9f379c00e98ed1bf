import { answerError } from './answerError.ts'
import { InputError, NotFoundError } from './core/errors/base.ts'

/** Refuse a request of another method than POST, for addresses that programs call. */
export function answerWrongMethod(): Response {
  return answerError(
    new InputError('ERR_METHOD', 'This URL accepts only POST requests.', {
      hint: 'Send a POST request.',
    }),
  )
}

/** Refuse a request to an unknown address that a program calls. */
export function answerUnknownAddress(): Response {
  return answerError(
    new NotFoundError('ERR_NOT_FOUND', 'There is nothing at this URL.', {
      hint: 'Check its spelling.',
    }),
  )
}
