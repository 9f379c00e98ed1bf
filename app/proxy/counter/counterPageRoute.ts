import type { ChosenTexts } from '../../core/text/languages.ts'
import { type PageRouteParameters, type RenderedPage, signedPageRoute } from '../signedPageRoute.ts'
import { type CounterWords, chooseCounterWords } from './words.ts'

/**
 * Make the loader of the page that a shopper's phone shows at a counter, on the shop's own address: there the browser
 * has the visit of the card, and its key. The page is the same for everybody.
 */
export function counterPageRoute(parameters: PageRouteParameters) {
  return signedPageRoute({ ...parameters, chooseWords: chooseCounterWords, render: renderPage })
}

const CSS = `:root{color-scheme:light dark;--line:light-dark(#d9dce3,#3a3e49);--ink:light-dark(#16181d,#eceef4);--soft:light-dark(#565b69,#a9aebb)}
*{box-sizing:border-box}
body{display:grid;min-height:100dvh;margin:0;place-items:center;color:var(--ink);background:light-dark(#fff,#121417);font:1.0625rem/1.5 system-ui,sans-serif}
main{display:grid;gap:.75rem;width:min(26rem,100%);padding:1.25rem;text-align:center;overflow-wrap:anywhere}
h1{margin:0;font-size:1.375rem;line-height:1.25;text-wrap:balance}
p{margin:0;color:var(--soft)}
[role=status]{min-height:3em}
#code svg{display:block;width:100%;height:auto;border-radius:.75rem;background:#fff}
#track{height:.375rem;border-radius:1rem;background:var(--line);overflow:hidden}
#bar{width:100%;height:100%;border-radius:1rem;background:var(--ink)}
#wallets{display:grid;gap:.5rem}
button,a{display:block;width:100%;min-height:3rem;padding:.7rem 1rem;border:1px solid var(--line);border-radius:.75rem;background:none;color:inherit;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
button[aria-disabled=true]{opacity:.6}
#leave{border-color:transparent;color:var(--soft);font-weight:400}
body:not([data-state=code]) :is(#code,#track),body:not([data-state=code],[data-state=over]) #leave,body[data-state=over] #lead,body:not([data-state=wallets]) #wallets{display:none}
:focus-visible{outline:2px solid var(--ink);outline-offset:3px}`

/** The domain needs no escape: Shopify signed it, and it has letters, digits, hyphens and dots. */
function renderPage({
  shop,
  script,
  nonce,
  chosen: { lang, dir, words },
}: RenderedPage<ChosenTexts<CounterWords>>): string {
  return `<!doctype html>
<html lang="${lang}" dir="${dir}" data-shop="${shop}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${words.title} · ${shop}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${CSS}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p id="lead"></p>
<noscript><p>${words.noscript}</p></noscript>
<div id="code"></div>
<div id="track" aria-hidden="true"><div id="bar"></div></div>
<div id="wallets"></div>
<p role="status"></p>
<button type="button" id="leave">${words.leave}</button>
</main>
<script nonce="${nonce}">${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>`
}
