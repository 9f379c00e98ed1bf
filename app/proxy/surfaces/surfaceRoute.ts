import type { z } from 'zod'
import { answerError, answerJson } from '../../answerError.ts'
import { setAnswerNote } from '../../answerNotes.ts'
import { answerWrongMethod } from '../../answerRefusal.ts'
import { AccessError } from '../../core/errors/base.ts'
import { chooseClientAddress } from '../../core/limit/chooseClientAddress.ts'
import type { Ceiling } from '../../core/limit/createCeiling.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { parseBody } from '../../parseBody.ts'
import { type DoorRequest, readJsonBody } from '../../readJsonBody.ts'

/** The buyer whose page asks, as Shopify's token says; `customerId` is null for a guest. */
export type SurfaceCaller = {
  readonly myshopifyDomain: string
  readonly customerId: string | null
  readonly clientAddress: ClientAddress | null
}
/** The dependencies of the door, which the route passes in. */
export type SurfaceDoor = {
  /** Null if Shopify did not sign the token for this app, or it has ended. */
  readonly verify: (token: string) => Omit<SurfaceCaller, 'clientAddress'> | null
  readonly ceiling: Pick<Ceiling, 'run'>
  /** The number of proxies in front of this server that add to `X-Forwarded-For`. */
  readonly trustedProxies: number
}
type RouteArguments = { readonly request: DoorRequest; readonly context?: unknown }

const MAX_BYTES = 4 * 1024

/**
 * Make the handler of a block in the checkout or in a customer's account. It sends Shopify's session token in a header.
 * No cookie counts, so any address may read the answer to a token. Errors answer `{ msg, code }`.
 * @see https://shopify.dev/docs/api/checkout-ui-extensions/latest/configuration (network access)
 */
export function surfaceRoute<Body, Result>({
  door,
  schema,
  run,
  format,
}: {
  readonly door: SurfaceDoor
  readonly schema: z.ZodType<Body>
  readonly run: (caller: SurfaceCaller, body: Body) => Promise<Result>
  readonly format: (result: Result) => object
}) {
  return async ({ request, context }: RouteArguments): Promise<Response> => {
    if (request.method !== 'POST') return answerOtherMethod({ request })
    let shop: string | undefined
    const answer = await (async () => {
      const token = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
      const caller = token === undefined ? null : door.verify(token)
      if (!caller) throw endedToken()
      shop = caller.myshopifyDomain
      const body = parseBody(schema, await readJsonBody({ request, maxBytes: MAX_BYTES }))
      const clientAddress = chooseClientAddress({
        remoteAddress: (context as { remoteAddress?: string } | undefined)?.remoteAddress ?? null,
        forwardedFor: request.headers.get('x-forwarded-for'),
        trustedProxies: door.trustedProxies,
      })
      return answerJson(
        format(await door.ceiling.run('later', () => run({ ...caller, clientAddress }, body))),
      )
    })().catch(answerError)
    return setAnswerNote(setAnyOrigin(answer), shop === undefined ? {} : { shop })
  }
}

/** Answer a browser's preflight, and refuse what is no POST. */
export function answerOtherMethod({ request }: RouteArguments): Response {
  return request.method === 'OPTIONS' ? answerPreflight() : setAnyOrigin(answerWrongMethod())
}

function setAnyOrigin(answer: Response): Response {
  answer.headers.set('access-control-allow-origin', '*')
  answer.headers.set('access-control-expose-headers', 'retry-after')
  return answer
}

/** Check that a caller is a signed-in customer. @throws {AccessError} ERR_TOKEN_INVALID for a guest */
export function checkCustomer<Caller extends SurfaceCaller>(
  caller: Caller,
): Caller & { readonly customerId: string } {
  const { customerId } = caller
  if (customerId !== null) return { ...caller, customerId }
  throw new AccessError('ERR_TOKEN_INVALID', 'This session token names no customer.', {
    hint: 'Sign in to the shop. If you are signed in, the app needs access to protected customer data.',
  })
}

/** A preflight carries no token. A wildcard would not include `Authorization`. */
function answerPreflight(): Response {
  return new Response(null, {
    status: 204,
    headers: new Headers({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '7200',
      allow: 'POST, OPTIONS',
    }),
  })
}

function endedToken(): AccessError {
  return new AccessError('ERR_TOKEN_INVALID', 'The request has no valid session token of Shopify.', {
    hint: 'Reload the page, so that Shopify gives the block a new token.',
  })
}
