import type { z } from 'zod'
import { answerError, answerWhole } from '../answerError.ts'
import { setAnswerNote } from '../answerNotes.ts'
import { answerWrongMethod } from '../answerRefusal.ts'
import { AccessError, NotFoundError } from '../core/errors/base.ts'
import { formatStoreDomain } from '../core/gate/platform.ts'
import { chooseClientAddress } from '../core/limit/chooseClientAddress.ts'
import type { Ceiling, Turn } from '../core/limit/createCeiling.ts'
import type { ClientAddress } from '../core/limit/types.ts'
import { isLoopbackHost } from '../core/project/host.ts'
import { parseBody } from '../parseBody.ts'
import { readJsonBody } from '../readJsonBody.ts'

/** A shopper's browser on a page of a BigCommerce store. */
export type StoreCaller = {
  readonly myshopifyDomain: string
  /** The customer for whom the store vouches; null for a guest. */
  readonly customerId: string | null
  /** The host of the shopper's page: one of the store's. */
  readonly requestedDomain: string
  readonly clientAddress: ClientAddress | null
}
export type StoreDoor = {
  readonly trustedProxies: number
  readonly ceiling: Pick<Ceiling, 'run'>
  /** The hosts of a store's pages. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
  readonly listHosts: (myshopifyDomain: string) => Promise<readonly string[]>
  readonly findCustomer: (parameters: { myshopifyDomain: string; token: string | null }) => string | null
}
export type StoreActionParameters<Body, Result> = {
  readonly door: StoreDoor
  readonly schema: z.ZodType<Body>
  readonly turn: Turn
  readonly run: (caller: StoreCaller, body: Body) => Promise<Result>
  readonly format: (result: Result) => object
}
type StoreArguments = {
  readonly request: Request
  readonly params: Readonly<Record<string, string | undefined>>
  readonly context?: unknown
}

const MAX_BYTES = 32 * 1024
/** The token of `/customer/current.jwt`, as the storefront's script sends it. */
const CUSTOMER = 'x-palisade-customer'

/**
 * Make an address that the pages of a BigCommerce store ask. A store has no proxy that signs requests, so the page's
 * origin must be one of the store's hosts, and the store's own token says who is signed in.
 */
export function storeAction<Body, Result>(parameters: StoreActionParameters<Body, Result>) {
  const { door, schema, turn, run, format } = parameters
  return async ({ request, params, context }: StoreArguments): Promise<Response> => {
    const origin = request.headers.get('origin')
    if (request.method === 'OPTIONS') return answerQuestion(origin)
    let shop: string | undefined
    try {
      if (request.method !== 'POST') return answerWrongMethod()
      const myshopifyDomain = formatStoreDomain(params.store ?? '')
      if (myshopifyDomain === null) throw unknownStore()
      const requestedDomain = await checkSite(door, { myshopifyDomain, origin })
      shop = myshopifyDomain
      const body = parseBody(schema, await readJsonBody({ request, maxBytes: MAX_BYTES }))
      const customerId = door.findCustomer({ myshopifyDomain, token: request.headers.get(CUSTOMER) })
      const clientAddress = chooseClientAddress({
        remoteAddress: (context as { remoteAddress?: string } | undefined)?.remoteAddress ?? null,
        forwardedFor: request.headers.get('x-forwarded-for'),
        trustedProxies: door.trustedProxies,
      })
      const result = await door.ceiling.run(turn, () =>
        run({ myshopifyDomain, customerId, requestedDomain, clientAddress }, body),
      )
      return setAnswerNote(answerWhole(format(result), formatSite(origin)), { shop })
    } catch (error) {
      const refusal = answerError(error)
      for (const [name, value] of Object.entries(formatSite(origin))) refusal.headers.set(name, value)
      return setAnswerNote(refusal, shop === undefined ? {} : { shop })
    }
  }
}

async function checkSite(
  door: StoreDoor,
  { myshopifyDomain, origin }: { myshopifyDomain: string; origin: string | null },
): Promise<string> {
  const { protocol, hostname, host } = new URL(
    origin !== null && URL.canParse(origin) ? origin : 'about:blank',
  )
  const hosts = await door.listHosts(myshopifyDomain)
  // Who is between the browser and a page without TLS may have written it.
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
  if (isSafe && hosts.includes(host)) return host
  throw new AccessError('ERR_SITE_FORBIDDEN', 'This page is not one of the store that it names.', {
    hint: 'Load the script on a page of the store. A store that has another domain now opens Palisade once in its control panel.',
  })
}

function formatSite(origin: string | null): Record<string, string> {
  if (origin === null || !/^[\x21-\x7e]{1,300}$/.test(origin)) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after',
  }
}

/** Answer a browser's question before a request. It carries nothing that could be checked: the request is. */
function answerQuestion(origin: string | null): Response {
  const headers = {
    ...formatSite(origin),
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': `content-type, ${CUSTOMER}`,
    'access-control-max-age': '7200',
  }
  return new Response(null, { status: 204, headers })
}

function unknownStore(): NotFoundError {
  return new NotFoundError('ERR_SHOP_NOT_FOUND', 'This address names no store.', {
    hint: 'Install Palisade in the store again: it sets up the address of its script.',
  })
}
