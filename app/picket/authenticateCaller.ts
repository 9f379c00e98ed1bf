import { AccessError } from '../core/errors/base.ts'
import { chooseClientAddress } from '../core/limit/chooseClientAddress.ts'
import type { Ceiling } from '../core/limit/createCeiling.ts'
import { type ApiUser, chooseUser } from '../core/limit/planLeases.ts'
import type { ClientAddress } from '../core/limit/types.ts'
import { isAllowedOrigin } from '../core/project/isAllowedOrigin.ts'
import type { ApiCaller, Project } from '../core/project/types.ts'
import type { DoorRequest } from '../readJsonBody.ts'
import { parseBasicKey } from './parseBasicKey.ts'

/** The dependencies of the door, which the route passes in. */
export type PicketDoor = {
  /** @throws {AccessError} ERR_KEY_MISSING, ERR_KEY_UNKNOWN */
  readonly authenticate: (parameters: {
    key: string | null
    clientAddress: ClientAddress | null
  }) => Promise<ApiCaller>
  /** @throws {AccessError} ERR_RATE_LIMITED */
  readonly limit: (user: ApiUser) => Promise<void>
  readonly ceiling: Pick<Ceiling, 'check' | 'run'>
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

/** `every` is for answers that are the same for everybody. */
export type Sites = 'listed' | 'every'

/** The arguments of a route, from the production server in front of Remix, or from Remix. */
export type RouteArguments = {
  readonly request: DoorRequest
  readonly params: Readonly<Record<string, string | undefined>>
  readonly context?: unknown
}

/** Authenticate a caller of the API by its key and, in a browser, its site. */
export async function authenticateCaller({
  door,
  access,
  request,
  context,
  origin,
  sites = 'listed',
  key: given,
}: {
  door: PicketDoor
  /** `publishable` accepts both kinds of key. */
  access: 'publishable' | 'secret'
  /** The sites whose pages may ask. Default: those of the project. */
  sites?: Sites | undefined
  request: DoorRequest
  context: unknown
  origin: string | null
  /** The key that the address names. Default: the one of the headers. */
  key?: string | undefined
}): Promise<PicketCaller> {
  const header = request.headers.get('authorization')
  // Clients of spring 2022 send the key here, also beside a bearer token.
  const key = given ?? parseBasicKey(header)?.key ?? request.headers.get('x-api-key')
  if (key === null && header) throw unreadableHeader()
  const clientAddress = findCallerAddress({ door, request, context })
  const caller = await door.authenticate({ key, clientAddress })
  if (access === 'secret' && caller.key.kind !== 'secret') {
    throw new AccessError('ERR_KEY_FORBIDDEN', 'This endpoint needs the secret key of the project.', {
      hint: 'Call it from your server, never from a web page.',
    })
  }
  if (origin !== null && sites === 'listed') checkSite({ origin, project: caller.project })
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
  // Picket's modal looks for "invalid project key"; without these words it names a cause that is none.
  throw new AccessError(
    'ERR_SITE_FORBIDDEN',
    'This is an invalid project key for this site: the site is not among the allowed domains of the project.',
    { hint: 'Add its domain, with its port if it has one, on the Developers page.' },
  )
}

function unreadableHeader(): AccessError {
  return new AccessError('ERR_KEY_UNKNOWN', 'The Authorization header contains no readable key.', {
    hint: 'Send "Basic " followed by the base64 of the key and a colon.',
  })
}
