import { answerJson } from '../../answerError.ts'
import { AccessError } from '../../core/errors/base.ts'
import type { Ceiling } from '../../core/limit/createCeiling.ts'
import { type ApiUser, chooseUser } from '../../core/limit/planLeases.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { type OauthParameters, readOne } from '../../core/oauth/parameters.ts'
import { type ClientCredentials, parseClientCredentials } from '../../core/oauth/parseClientCredentials.ts'
import type { ApiCaller } from '../../core/project/types.ts'
import { answerPreflight, setAllowedOrigin } from '../answerPreflight.ts'
import { checkSite, findCallerAddress, type RouteArguments } from '../authenticateCaller.ts'
import { parseBasicKey } from '../parseBasicKey.ts'
import { wrongMethod } from '../wrongMethod.ts'
import { answerOauthError } from './answerOauthError.ts'
import { readFields } from './readFields.ts'

/** The dependencies of the door, which the route passes in. */
export type ClientDoor<Client> = {
  /** @throws {AccessError} ERR_OAUTH_CLIENT */
  readonly authenticate: (
    credentials: ClientCredentials & { readonly clientAddress: ClientAddress | null },
  ) => Promise<Client>
  /** @throws {AccessError} ERR_RATE_LIMITED */
  readonly limit: (user: ApiUser) => Promise<void>
  readonly ceiling: Pick<Ceiling, 'run'>
  /** The number of proxies in front of this server that add to `X-Forwarded-For`. */
  readonly trustedProxies: number
}
export type ClientRouteParameters<Client, Input, Result> = {
  readonly door: ClientDoor<Client>
  /** Parse the fields; runs before the client is authenticated. */
  readonly parse: (fields: OauthParameters) => Input
  readonly run: (client: Client, input: Input) => Promise<Result>
  readonly format: (result: Result) => object
}

/**
 * Make an endpoint that OAuth clients post to: preflight, fields, client, site, limits, flow, answer. Errors answer `{
 * msg, code, error, error_description }`, with `code` as OAuth's error word.
 */
export function clientRoute<Client extends { readonly caller: ApiCaller }, Input, Result>(
  parameters: ClientRouteParameters<Client, Input, Result>,
) {
  const { door, parse, run, format } = parameters
  return async (call: RouteArguments): Promise<Response> => {
    const { request } = call
    const origin = request.headers.get('origin')
    if (request.method === 'OPTIONS') return answerPreflight({ origin, methods: 'POST' })
    try {
      if (request.method !== 'POST') throw wrongMethod(['POST'])
      const fields = await readFields(request)
      const input = parse(fields)
      const result = await door.ceiling.run('later', async () =>
        run(await authenticateCaller({ ...parameters, call, fields, origin }), input),
      )
      const answer = answerJson(format(result))
      // In addition to no-store, for old caches: RFC 6749, 5.1.
      answer.headers.set('pragma', 'no-cache')
      return setAllowedOrigin(answer, origin)
    } catch (error) {
      return setAllowedOrigin(answerOauthError(error), origin)
    }
  }
}

async function authenticateCaller<Client extends { readonly caller: ApiCaller }>({
  door,
  call: { request, context },
  fields,
  origin,
}: {
  door: ClientDoor<Client>
  call: RouteArguments
  fields: OauthParameters
  origin: string | null
}): Promise<Client> {
  const header = request.headers.get('authorization')
  const basic = parseBasicKey(header)
  if (header && !basic) throw unreadableHeader()
  const clientAddress = findCallerAddress({ door, request, context })
  const credentials = parseClientCredentials({
    basic,
    clientId: readOne(fields, 'client_id', 100),
    clientSecret: readOne(fields, 'client_secret', 100),
  })
  const client = await door.authenticate({ ...credentials, clientAddress })
  if (origin !== null) checkSite({ origin, project: client.caller.project })
  const { key, project } = client.caller
  await door.limit(chooseUser({ kind: key.kind, project, clientAddress }))
  return client
}

function unreadableHeader(): AccessError {
  return new AccessError('ERR_OAUTH_CLIENT', 'The Authorization header contains no readable key.', {
    hint: 'Send "Basic " followed by the base64 of "client_id:client_secret".',
  })
}
