import type { ChosenTexts } from '../../core/text/languages.ts'
import { type PageRouteParameters, type RenderedPage, signedPageRoute } from '../signedPageRoute.ts'
import { choosePassWords, type PassWords } from './words.ts'

/**
 * Make the loader of the page that a pass's link opens, on the shop's own address. The page is the same for every pass:
 * its script reads the link's fragment, which no server gets, and speaks the browser's language. Opening it twice, or by a preview, changes nothing.
 */
export function passRoute(parameters: PageRouteParameters) {
  return signedPageRoute({ ...parameters, chooseWords: choosePassWords, render: renderPage })
}

/** The domain needs no escape: Shopify signed it, and it has letters, digits, hyphens and dots. */
function renderPage({
  shop,
  script,
  nonce,
  chosen: { lang, dir, words },
}: RenderedPage<ChosenTexts<PassWords>>): string {
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
