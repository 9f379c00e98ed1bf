import { answerError } from '../../answerError.ts'
import { setAnswerNote } from '../../answerNotes.ts'
import { answerScriptPage } from '../../answerScriptPage.ts'
import { parseCartLink } from '../../core/cartLink/parseCartLink.ts'
import type { ProxyDoor } from '../proxyAction.ts'
import { verifyProxySignature } from '../verifyProxySignature.ts'
import { renderCartPage } from './renderCartPage.ts'

export type CartRouteParameters = {
  readonly door: Pick<ProxyDoor, 'sign' | 'signPrevious' | 'isEqual' | 'now'>
  /** `browser/main.ts`, bundled. */
  readonly script: string
  /** Fresh random characters of hex, which allow this page's own style and script, and no others. */
  readonly createNonce: () => string
}

/**
 * Make the loader of the page that a cart link opens, in the browser of a wallet's app. The link names lines of a cart,
 * and anybody can write one: so the page adds nothing before the shopper's own tap, and nobody can frame it.
 */
export function cartRoute({ door, script, createNonce }: CartRouteParameters) {
  return async ({ request }: { request: Request }): Promise<Response> => {
    let shop: string | undefined
    try {
      const { search, searchParams } = new URL(request.url)
      const caller = verifyProxySignature({ ...door, query: search.slice(1), now: door.now() })
      shop = caller.myshopifyDomain
      const read = (name: string) => searchParams.get(name)
      const link = parseCartLink({ lines: read('lines'), own: read('own'), to: read('to') })
      const nonce = createNonce()
      const html = renderCartPage({ link, locale: read('locale'), shop, script, nonce })
      return setAnswerNote(answerScriptPage({ html, nonce }), { shop })
    } catch (error) {
      return setAnswerNote(answerError(error), shop === undefined ? {} : { shop })
    }
  }
}
