import { answerError } from '../../answerError.ts'
import { InputError } from '../../core/errors/base.ts'
import { findStoreHash } from '../../core/gate/platform.ts'

/** What a callback leads to: a page of the app in the control panel, or nothing but the answer that it was heard. */
export type CallbackResult = { readonly code: string; readonly myshopifyDomain: string } | null

export type CallbackLoaderParameters = {
  readonly run: (query: URLSearchParams) => Promise<CallbackResult>
}

/**
 * Make the loader of a callback that BigCommerce sends, in the merchant's frame or from its server. Who opens the app is
 * sent on to its first page with a code in the URL, which the page exchanges for a session: a frame may have no cookies.
 */
export function callbackLoader({ run }: CallbackLoaderParameters) {
  return async ({ request }: { readonly request: Request }): Promise<Response> => {
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') throw wrongMethod()
      const result = await run(new URL(request.url).searchParams)
      if (result === null) return new Response(null, { status: 200, headers: HEADERS })
      const query = new URLSearchParams({
        store: findStoreHash(result.myshopifyDomain) ?? '',
        code: result.code,
      })
      const location = `/app?${query}`
      return new Response(null, { status: 302, headers: { ...HEADERS, location } })
    } catch (error) {
      return answerError(error)
    }
  }
}

/** The code must not be sent to another site, nor kept. */
const HEADERS = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }

function wrongMethod(): InputError {
  return new InputError('ERR_METHOD', 'This URL accepts only GET requests.', { hint: 'Send a GET request.' })
}
