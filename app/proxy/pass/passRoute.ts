import { answerError } from '../../answerError.ts'
import { setAnswerNote } from '../../answerNotes.ts'
import { answerScriptPage } from '../../answerScriptPage.ts'
import type { ChosenTexts } from '../../core/text/languages.ts'
import { parseAcceptLanguage } from '../../core/text/parseAcceptLanguage.ts'
import type { ProxyDoor } from '../proxyAction.ts'
import { verifyProxySignature } from '../verifyProxySignature.ts'
import { choosePassWords, type PassWords } from './words.ts'

/**
 * Make the loader of the page that a pass's link opens, on the shop's own address. The page is the same for every pass:
 * its script reads the link's fragment, which no server gets, and speaks the browser's language. Opening it twice, or by a preview, changes nothing.
 */
export function passRoute({
  door,
  script,
  createNonce,
}: {
  readonly door: Pick<ProxyDoor, 'sign' | 'signPrevious' | 'isEqual' | 'now'>
  /** `browser/main.ts`, bundled. */
  readonly script: string
  /** Fresh random characters of hex, which allow this page's own style and script, and no others. */
  readonly createNonce: () => string
}) {
  return async ({ request }: { request: Request }): Promise<Response> => {
    try {
      const query = new URL(request.url).search.slice(1)
      const { myshopifyDomain: shop } = verifyProxySignature({ ...door, query, now: door.now() })
      const nonce = createNonce()
      const chosen = choosePassWords(parseAcceptLanguage(request.headers.get('accept-language')))
      const html = renderPage({ shop, script, nonce, chosen })
      return setAnswerNote(answerScriptPage({ html, nonce }), { shop })
    } catch (error) {
      return answerError(error)
    }
  }
}

/** The domain needs no escape: Shopify signed it, and it has letters, digits, hyphens and dots. */
function renderPage({
  shop,
  script,
  nonce,
  chosen: { lang, dir, words },
}: {
  shop: string
  script: string
  nonce: string
  chosen: ChosenTexts<PassWords>
}): string {
  return `<!doctype html>
<html lang="${lang}" dir="${dir}" data-shop="${shop}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${shop}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">body{margin:0;min-height:100vh;display:grid;place-items:center;font:1.125rem/1.5 system-ui,sans-serif}p{max-width:32rem;padding:1.5rem;text-align:center}</style>
</head>
<body>
<main><p role="status"></p><noscript><p>${words.noscript}</p></noscript></main>
<script nonce="${nonce}">${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>`
}
