import { answerError } from './answerError.ts'
import { InputError, NotFoundError } from './core/errors/base.ts'

/** Answer a request whose method an address of a program does not take. */
export function refuseMethod(): Response {
  return answerError(
    new InputError('ERR_METHOD', 'This address takes POST requests only.', {
      hint: 'Send a POST request.',
    }),
  )
}

/** Answer a request to an address for programs at which there is nothing. */
export function refuseAddress(): Response {
  return answerError(
    new NotFoundError('ERR_NOT_FOUND', 'There is nothing at this address.', {
      hint: 'Check how it is spelt.',
    }),
  )
}
