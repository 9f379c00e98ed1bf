import { NotFoundError } from '../core/errors/base.ts'
import { answerPicketError } from './answerPicketError.ts'
import { answerPreflight, setAllowedOrigin } from './answerPreflight.ts'

/** Answer a request to an unknown address of the API. */
export function answerUnknownApiAddress({ request }: { request: Request }): Response {
  const origin = request.headers.get('origin')
  if (request.method === 'OPTIONS') return answerPreflight({ origin, methods: 'GET, POST' })
  const error = new NotFoundError('ERR_NOT_FOUND', 'The API has no endpoint at this URL.', {
    hint: 'Check its spelling. /api/docs lists all endpoints.',
  })
  return setAllowedOrigin(answerPicketError(error), origin)
}
