import { answerJson } from '../../answerError.ts'
import { AccessError, PalisadeError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { readOne } from '../../core/oauth/parameters.ts'
import type { Project } from '../../core/project/types.ts'
import type { DoorRequest } from '../../readJsonBody.ts'
import { answerPreflight, setAllowedOrigin } from '../answerPreflight.ts'
import { checkSite, findCallerAddress, type PicketDoor, type RouteArguments } from '../authenticateCaller.ts'
import { wrongMethod } from '../wrongMethod.ts'
import { answerOauthError } from './answerOauthError.ts'
import { isForm, readFields } from './readFields.ts'

export type UserInfoRouteParameters = {
  readonly run: (parameters: {
    accessToken: string
    clientAddress: ClientAddress | null
  }) => Promise<{ project: Project; user: object }>
  readonly door: Pick<PicketDoor, 'trustedProxies'>
}

/**
 * Make the endpoint that answers the user of an access token. The token alone authenticates.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export function userInfoRoute({ run, door }: UserInfoRouteParameters) {
  return async ({ request, context }: RouteArguments): Promise<Response> => {
    const origin = request.headers.get('origin')
    if (request.method === 'OPTIONS') return answerPreflight({ origin, methods: 'GET, POST' })
    try {
      if (!['GET', 'HEAD', 'POST'].includes(request.method)) throw wrongMethod(['GET', 'POST'])
      const { project, user } = await run({
        accessToken: await readToken(request),
        clientAddress: findCallerAddress({ door, request, context }),
      })
      if (origin !== null) checkSite({ origin, project })
      return setAllowedOrigin(answerJson(user), origin)
    } catch (error) {
      return setAllowedOrigin(addChallenge(answerOauthError(error), error), origin)
    }
  }
}

async function readToken(request: DoorRequest): Promise<string> {
  const header = request.headers.get('authorization')
  const [, token] = /^bearer +([\w\-.~+/]{1,16384}=*) *$/i.exec(header ?? '') ?? []
  if (token) return token
  if (!header && request.method === 'POST' && isForm(request)) {
    const field = readOne(await readFields(request), 'access_token', 16_384)
    if (field) return field
  }
  throw new AccessError('ERR_TOKEN_INVALID', 'The request has no access token.', {
    hint: 'Send it in the header "Authorization: Bearer <token>".',
  })
}

function addChallenge(answer: Response, error: unknown): Response {
  if (answer.status !== 401) return answer
  const isToken = error instanceof PalisadeError && error.code === 'ERR_TOKEN_INVALID'
  answer.headers.set('www-authenticate', `Bearer realm="palisade"${isToken ? ', error="invalid_token"' : ''}`)
  return answer
}
