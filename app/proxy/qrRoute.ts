import { answerError } from '../answerError.ts'
import { setAnswerNote } from '../answerNotes.ts'
import type { ClientAddress } from '../core/limit/types.ts'
import type { ProxyDoor } from './proxyAction.ts'
import { verifyProxySignature } from './verifyProxySignature.ts'

/** The dependencies of the door, which the route passes in. */
export type QrDoor = Omit<ProxyDoor, 'ceiling'> & { readonly render: (text: string) => string }
export type QrRouteParameters = {
  readonly door: QrDoor
  /** Checks that a code leads to a page of the caller's own shop; answers its URL. */
  readonly check: (request: {
    readonly myshopifyDomain: string
    readonly clientAddress: ClientAddress | null
    readonly page: string
  }) => Promise<string>
}

/** Make the loader that draws the QR code of a page of the shop, for shoppers whose wallet is on their phone. */
export function qrRoute({ door, check }: QrRouteParameters) {
  return async ({ request }: { request: Request }): Promise<Response> => {
    let shop: string | undefined
    try {
      const { search, searchParams } = new URL(request.url)
      const { myshopifyDomain } = verifyProxySignature({ ...door, query: search.slice(1), now: door.now() })
      shop = myshopifyDomain
      const clientAddress = door.shoppers.find(request.headers.get('x-forwarded-for'))
      const page = await check({ myshopifyDomain, clientAddress, page: searchParams.get('page') ?? '' })
      return setAnswerNote(answerPicture(door.render(page)), { shop })
    } catch (error) {
      return setAnswerNote(answerError(error), shop === undefined ? {} : { shop })
    }
  }
}

/** A picture of the same URL never changes. It may hold what is in a cart, so only the shopper's browser keeps it. */
function answerPicture(svg: string): Response {
  return new Response(svg, {
    headers: new Headers({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'private, max-age=86400',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    }),
  })
}
