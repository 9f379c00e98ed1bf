import type { z } from 'zod'
import { answerWhole } from '../answerError.ts'
import { AccessError } from '../core/errors/base.ts'
import { chooseClientAddress } from '../core/limit/chooseClientAddress.ts'
import { type ApiUser, chooseUser } from '../core/limit/planLeases.ts'
import type { ClientAddress } from '../core/limit/types.ts'
import { isAllowedOrigin } from '../core/project/isAllowedOrigin.ts'
import type { ApiCaller, Project } from '../core/project/types.ts'
import { parseBody } from '../parseBody.ts'
import { type DoorRequest, readBody } from '../readJsonBody.ts'
import { answerPicketError } from './answerPicketError.ts'
import { answerPreflight, formatSiteHeaders, setAllowedOrigin } from './answerPreflight.ts'
import { parseBasicKey } from './parseBasicKey.ts'
import { parseJson } from './parseJson.ts'
import { wrongMethod } from './wrongMethod.ts'

/** The dependencies of the door, which the route passes in. */
export type PicketDoor = {
  /** @throws {AccessError} ERR_KEY_MISSING, ERR_KEY_UNKNOWN */
  readonly authenticate: (parameters: {
    key: string | null
    clientAddress: ClientAddress | null
  }) => Promise<ApiCaller>
  /** @throws {AccessError} ERR_RATE_LIMITED */
  readonly limit: (user: ApiUser) => Promise<void>
  /** The number of proxies in front of this server that add to `X-Forwarded-For`. */
  readonly trustedProxies: number
}

/** The caller: a valid key, its project, and the client that limits count. */
export type PicketCaller = ApiCaller &
  ApiUser & {
    /** The host of the browser's page, one of the project's domains; null for a server. */
    readonly site: string | null
    /** Whether the caller is the Go client, which reads balances as one flat table and fails on any other shape. */
    readonly readsFlatBalances: boolean
  }

/** The arguments of a route, from the production server in front of Remix, or from Remix. */
export type RouteArguments = {
  readonly request: DoorRequest
  readonly params: Readonly<Record<string, string | undefined>>
  readonly context?: unknown
}

/** The methods of the API's addresses. */
export type PicketMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'
/** What a request says beside its body. */
export type PicketAsked = {
  readonly params: RouteArguments['params']
  readonly headers: DoorRequest['headers']
  readonly query: URLSearchParams
}

export type PicketRouteParameters<Input, Result, Caller> = {
  readonly door: PicketDoor
  readonly method: PicketMethod
  /** `publishable` accepts both kinds of key. */
  readonly access: 'publishable' | 'secret'
  /** Authorize a caller, before its body is read. */
  readonly enter: (caller: PicketCaller) => Promise<Caller>
  /** The schema of the body; for a request without one, it parses `{}`. */
  readonly schema: z.ZodType<Input>
  readonly hasBody: boolean
  readonly maxBytes: number
  readonly run: (caller: Caller, input: Input, asked: PicketAsked) => Promise<Result>
  readonly answer: (result: Result, caller: Caller, siteHeaders: Record<string, string>) => Response
}

const MAX_BYTES = 64 * 1024

/**
 * Make an endpoint of the API that reads or decides: it answers 200 with what `format` gives. Errors answer `{ msg,
 * code?, error }`, and every answer is JSON.
 */
export function picketRoute<Input, Result>({
  format,
  run,
  method,
  ...parameters
}: {
  readonly door: PicketDoor
  readonly method: 'GET' | 'POST'
  readonly access: 'publishable' | 'secret'
  readonly schema: z.ZodType<Input>
  readonly run: (caller: PicketCaller, input: Input, params: RouteArguments['params']) => Promise<Result>
  readonly format: (result: Result, caller: PicketCaller) => object
}) {
  return wholeRoute({
    ...parameters,
    method,
    enter: async (caller) => caller,
    hasBody: method === 'POST',
    maxBytes: MAX_BYTES,
    run: (caller, input, { params }) => run(caller, input, params),
    answer: (result, caller, siteHeaders) => answerWhole(format(result, caller), siteHeaders),
  })
}

/** Make an endpoint of the API for every method: preflight, key, site, limits, right, body, flow, answer. */
export function wholeRoute<Input, Result, Caller>(parameters: PicketRouteParameters<Input, Result, Caller>) {
  const { door, method, access, enter, schema, hasBody, maxBytes, run, answer } = parameters
  return async ({ request, params, context }: RouteArguments): Promise<Response> => {
    const { headers } = request
    const origin = headers.get('origin')
    if (request.method === 'OPTIONS') return answerPreflight({ origin, methods: method })
    try {
      if (request.method !== method && !(method === 'GET' && request.method === 'HEAD'))
        throw wrongMethod([method])
      const user = await authenticateCaller({ door, access, request, context, origin })
      await door.limit(user)
      const caller = await enter(user)
      const body = hasBody ? parseJson(await readBody({ request, maxBytes })) : {}
      const input = parseBody(schema, body)
      const result = await run(caller, input, {
        params,
        headers,
        get query() {
          return new URL(request.url).searchParams
        },
      })
      return answer(result, caller, formatSiteHeaders(origin))
    } catch (error) {
      const refusal = answerPicketError(error)
      // On a page of the same origin this header would make the browser ask for a password.
      if (headers.get('sec-fetch-mode')) refusal.headers.delete('www-authenticate')
      return setAllowedOrigin(refusal, origin)
    }
  }
}

/**
 * The maximum age of chain reads in seconds: 0 for the secret key, on which servers decide; more for pages that only
 * display.
 */
export function chooseMaxAge(
  { key }: Pick<PicketCaller, 'key'>,
  { showAgeSeconds }: { readonly showAgeSeconds: number },
): number {
  return key.kind === 'secret' ? 0 : showAgeSeconds
}

async function authenticateCaller({
  door,
  access,
  request,
  context,
  origin,
}: Pick<PicketRouteParameters<never, never, never>, 'door' | 'access'> & {
  request: DoorRequest
  context: unknown
  origin: string | null
}): Promise<PicketCaller> {
  const header = request.headers.get('authorization')
  const key = parseBasicKey(header)?.key ?? null
  if (key === null && header) throw unreadableHeader()
  const clientAddress = findCallerAddress({ door, request, context })
  const caller = await door.authenticate({ key, clientAddress })
  if (access === 'secret' && caller.key.kind !== 'secret') {
    throw new AccessError('ERR_KEY_FORBIDDEN', 'This endpoint needs the secret key of the project.', {
      hint: 'Call it from your server, never from a web page.',
    })
  }
  if (origin !== null) checkSite({ origin, project: caller.project })
  const site = origin === null ? null : origin.slice(origin.indexOf('//') + 2)
  const readsFlatBalances = request.headers.get('user-agent') === 'picket-go'
  const { key: apiKey, project } = caller
  const { client } = chooseUser({ kind: apiKey.kind, project, clientAddress })
  return { key: apiKey, project, client, site, readsFlatBalances }
}

/** Find the client address of a request, as the server that accepted it reports. */
export function findCallerAddress({
  door: { trustedProxies },
  request,
  context,
}: {
  door: Pick<PicketDoor, 'trustedProxies'>
  request: DoorRequest
  context: unknown
}): ClientAddress | null {
  return chooseClientAddress({
    remoteAddress: (context as { remoteAddress?: string } | undefined)?.remoteAddress ?? null,
    forwardedFor: request.headers.get('x-forwarded-for'),
    trustedProxies,
  })
}

/** Check a browser's site against the project's domains. @throws {AccessError} ERR_SITE_FORBIDDEN */
export function checkSite({
  origin,
  project: { allowedDomains },
}: {
  origin: string
  project: Pick<Project, 'allowedDomains'>
}): void {
  if (isAllowedOrigin({ origin, allowedDomains })) return
  throw new AccessError('ERR_SITE_FORBIDDEN', 'This site is not among the allowed domains of the project.', {
    hint: 'Add its domain, with its port if it has one, on the Developers page.',
  })
}

function unreadableHeader(): AccessError {
  return new AccessError('ERR_KEY_UNKNOWN', 'The Authorization header contains no readable key.', {
    hint: 'Send "Basic " followed by the base64 of the key and a colon.',
  })
}
