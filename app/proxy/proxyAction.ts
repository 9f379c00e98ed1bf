import type { z } from 'zod'
import { answerError, answerWhole } from '../answerError.ts'
import { setAnswerNote } from '../answerNotes.ts'
import { answerWrongMethod } from '../answerRefusal.ts'
import type { Ceiling, Turn } from '../core/limit/createCeiling.ts'
import type { ClientAddress } from '../core/limit/types.ts'
import type { SignatureCheck } from '../core/signature/isSigned.ts'
import { parseBody } from '../parseBody.ts'
import { type DoorRequest, readJsonBody } from '../readJsonBody.ts'
import type { ShopperFinder } from './createShopperFinder.ts'
import { verifyProxySignature } from './verifyProxySignature.ts'

/** The caller, as Shopify's signature vouches for it. */
export type ProxyCaller = {
  readonly myshopifyDomain: string
  readonly customerId: string | null
  /** The host of the shopper's page, as Shopify forwarded it. */
  readonly requestedDomain: string | null
  /**
   * The client address that Shopify forwarded; trusted only because the signature proves that the request came through
   * Shopify.
   */
  readonly clientAddress: ClientAddress | null
}
/** The dependencies of a door, which the route passes in. */
export type ProxyDoor = SignatureCheck<string> & {
  readonly now: () => number
  readonly shoppers: ShopperFinder
  readonly ceiling: Pick<Ceiling, 'run'>
}
export type ProxyActionParameters<Body, Result> = {
  readonly door: ProxyDoor
  readonly schema: z.ZodType<Body>
  readonly turn: Turn
  /** The wallet that has signed this request if it succeeds; null for none. */
  readonly findSigner: (body: Body) => string | null
  readonly run: (caller: ProxyCaller, body: Body) => Promise<Result>
  readonly format: (result: Result) => Record<string, unknown>
}

const MAX_BYTES = 32 * 1024

/** Make the action of an app-proxy address: signature, body, flow, answer. Errors answer `{ msg, code }`. */
export function proxyAction<Body, Result>({
  door,
  schema,
  turn,
  findSigner,
  run,
  format,
}: ProxyActionParameters<Body, Result>) {
  const { sign, signPrevious, isEqual } = door
  return async ({ request }: { request: DoorRequest }): Promise<Response> => {
    let shop: string | undefined
    try {
      const query = request.url.slice(request.url.indexOf('?') + 1 || request.url.length + 1)
      const caller = verifyProxySignature({ sign, signPrevious, isEqual, query, now: door.now() })
      const { myshopifyDomain, customerId } = caller
      shop = myshopifyDomain
      if (request.method !== 'POST') return answerWrongMethod()
      const body = parseBody(schema, await readJsonBody({ request, maxBytes: MAX_BYTES }))
      const requestedDomain = request.headers.get('x-forwarded-host')
      const forwardedFor = request.headers.get('x-forwarded-for')
      const clientAddress = door.shoppers.find(forwardedFor)
      // Only now: whoever sends a slow body, or Shopify did not sign, takes no place from shoppers.
      const result = await door.ceiling.run(turn, () =>
        run({ myshopifyDomain, customerId, requestedDomain, clientAddress }, body),
      )
      const signer = findSigner(body)
      if (signer !== null) door.shoppers.confirm(forwardedFor, signer)
      return setAnswerNote(answerWhole(format(result), {}), { shop })
    } catch (error) {
      return setAnswerNote(answerError(error), shop === undefined ? {} : { shop })
    }
  }
}
