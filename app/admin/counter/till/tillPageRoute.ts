import { answerScriptPage } from '../../../answerScriptPage.ts'

const CSS = `:root{color-scheme:light dark;--ground:light-dark(#f4f5f8,#101116);--card:light-dark(#fff,#191b22);--ink:light-dark(#16181d,#eceef4);--soft:light-dark(#565b69,#a9aebb);--line:light-dark(#d9dce3,#3a3e49);--good:light-dark(#0b6b3a,#5fd39a);--bad:light-dark(#a3231a,#ff9d94);--accent:light-dark(#303a8c,#aab3ff);--on:light-dark(#fff,#14151a)}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
main,#result{display:grid;gap:1rem;width:min(34rem,100%);margin:0 auto}
main{padding:1.25rem}
h1,h2,p,ul{margin:0}
h1{font-size:1.375rem}
h2{font-size:1.125rem}
.soft{color:var(--soft)}
.card{display:grid;gap:.75rem;padding:1rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);overflow-wrap:anywhere}
.open{border-color:var(--good)}
.open h2::before{content:"✓ ";color:var(--good)}
.closed h2::before{content:"✕ ";color:var(--bad)}
.unchecked h2::before{content:"? ";color:var(--soft)}
.bad{border-color:var(--bad)}
[role=status]{min-height:1.5em;font-weight:600}
[data-tone=good]{color:var(--good)}
[data-tone=bad]{color:var(--bad)}
video{display:block;width:100%;max-height:22rem;border-radius:.75rem;background:#000;object-fit:cover}
label{display:grid;gap:.25rem;font-weight:600}
input{width:100%;min-height:3rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.75rem;background:transparent;color:inherit;font:inherit;font-weight:400}
.row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end}
.row label{flex:1 1 6rem}
button{min-height:3rem;padding:.5rem 1.25rem;border:1px solid var(--line);border-radius:.75rem;background:none;color:inherit;font:inherit;font-weight:600;cursor:pointer}
button.main{border-color:var(--accent);background:var(--accent);color:var(--on)}
button[aria-disabled=true]{opacity:.6}
pre{margin:0;white-space:pre-wrap;font:inherit}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media print{body>main>*:not(#result){display:none}button,.row{display:none}}`

/**
 * Make the page of a till. It is the same for every till: its script reads the link's fragment, which no server gets.
 * It is a page of its own, because the frame of Shopify's admin lets no page use the camera in many browsers.
 */
export function tillPageRoute({
  script,
  createNonce,
}: {
  /** `browser/main.ts`, bundled. */
  readonly script: string
  /** Fresh random characters of hex, which allow this page's own style and script, and no others. */
  readonly createNonce: () => string
}) {
  return async (): Promise<Response> => {
    const nonce = createNonce()
    return answerScriptPage({ html: renderPage({ script, nonce }), nonce })
  }
}

function renderPage({ script, nonce }: { readonly script: string; readonly nonce: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Till</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${CSS}</style>
</head>
<body>
<main>
<header><h1>Scan a shopper’s code</h1></header>
<noscript><p>Turn on JavaScript to use this till.</p></noscript>
<section class="card" id="scan">
<video muted playsinline hidden></video>
<div class="row"><button type="button" class="main" id="camera">Use the camera</button><button type="button" class="main" id="next" hidden>Next code</button></div>
<form class="row" id="typed"><label>Code <input id="code" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="Scan or paste"></label><button>Check</button></form>
</section>
<p role="status"></p>
<div id="result"></div>
</main>
<script nonce="${nonce}">${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>`
}
