import { answerError } from '../answerError.ts'
import { setAnswerNote } from '../answerNotes.ts'
import { answerScriptPage } from '../answerScriptPage.ts'
import { parseAcceptLanguage } from '../core/text/parseAcceptLanguage.ts'
import type { ProxyDoor } from './proxyAction.ts'
import { verifyProxySignature } from './verifyProxySignature.ts'

/** What the route of one page is made of. */
export type PageRouteParameters = {
  readonly door: Pick<ProxyDoor, 'sign' | 'signPrevious' | 'isEqual' | 'now'>
  /** `browser/main.ts`, bundled. */
  readonly script: string
  /** Fresh random characters of hex, which allow this page's own style and script, and no others. */
  readonly createNonce: () => string
}
export type RenderedPage<Chosen> = {
  readonly shop: string
  readonly script: string
  readonly nonce: string
  readonly chosen: Chosen
}

/** Make the loader of a page with a script of its own, on the shop's address. It is the same for everybody. */
export function signedPageRoute<Chosen>({
  door,
  script,
  createNonce,
  chooseWords,
  render,
}: PageRouteParameters & {
  /** Choose its words by the browser's languages. */
  readonly chooseWords: (languages: ReturnType<typeof parseAcceptLanguage>) => Chosen
  readonly render: (parameters: RenderedPage<Chosen>) => string
}) {
  return async ({ request }: { request: Request }): Promise<Response> => {
    try {
      const query = new URL(request.url).search.slice(1)
      const { myshopifyDomain: shop } = verifyProxySignature({ ...door, query, now: door.now() })
      const nonce = createNonce()
      const chosen = chooseWords(parseAcceptLanguage(request.headers.get('accept-language')))
      const html = render({ shop, script, nonce, chosen })
      return setAnswerNote(answerScriptPage({ html, nonce }), { shop })
    } catch (error) {
      return answerError(error)
    }
  }
}
