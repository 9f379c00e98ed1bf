import type { CartLink } from '../../core/cartLink/types.ts'
import type { CartPageFacts } from './types.ts'
import { chooseCartWords } from './words.ts'

export type RenderCartPageParameters = {
  readonly link: CartLink
  /** Language tag of the page that the link was written on. */
  readonly locale: string | null
  /** The shop's domain, which Shopify signed: letters, digits, hyphens and dots. */
  readonly shop: string
  readonly script: string
  readonly nonce: string
}

const CSS = `:root{color-scheme:light dark;--line:light-dark(#d9dce3,#3a3e49);--ink:light-dark(#16181d,#eceef4);--soft:light-dark(#565b69,#a9aebb)}
*{box-sizing:border-box}
body{display:grid;min-height:100dvh;margin:0;place-items:center;color:var(--ink);background:light-dark(#fff,#121417);font:1.0625rem/1.5 system-ui,sans-serif}
main{display:grid;gap:.75rem;width:min(28rem,100%);padding:1.5rem;overflow-wrap:anywhere}
h1{margin:0;font-size:1.5rem;line-height:1.25;text-wrap:balance}
p{margin:0;color:var(--soft)}
[role=status]{min-height:1.5em}
button,a{display:block;width:100%;min-height:3rem;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.75rem;background:none;color:inherit;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.main{border-color:var(--ink);background:var(--ink);color:Canvas}
[aria-disabled=true]{opacity:.6}
:focus-visible{outline:2px solid var(--ink);outline-offset:3px}`

/** Render the page that asks whether to bring the cart along. */
export function renderCartPage({ link, locale, shop, script, nonce }: RenderCartPageParameters): string {
  const { lang, dir, words } = chooseCartWords(locale)
  const count = link.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const { adding, missed, failed, goOn } = words
  const facts: CartPageFacts = { ...link, words: { adding, missed, failed, goOn } }
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
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
<p>${count === 1 ? words.one : words.other.replace('[count]', String(count))}</p>
${link.ownCount > 0 ? `<p>${words.own}</p>\n` : ''}<p>${words.doubt}</p>
<noscript><p>${words.noscript}</p></noscript>
<button type="button" class="main">${words.add}</button>
<a href="${link.path.replaceAll('&', '&amp;').replaceAll("'", '&#39;')}">${words.skip}</a>
<p role="status"></p>
</main>
<script type="application/json" id="facts">${JSON.stringify(facts).replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}">${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`
}
