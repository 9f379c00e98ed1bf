import type { ErrorCode } from '../../../core/errors/codes.ts'
import { encodeHtml } from '../../encodeHtml.ts'
import type { OpenApiDocument } from '../composeOpenApi.ts'
import { describeErrors, type ErrorSample } from '../errorSamples.ts'
import { listEndpoints } from '../listEndpoints.ts'
import type { Endpoint } from '../types.ts'
import { docsLayout } from './docsLayout.ts'
import { docsStyle } from './docsStyle.ts'
import { renderEndpoint } from './renderEndpoint.ts'
import { renderText } from './renderText.ts'

/** Render the API's documentation page: one file without scripts that loads nothing. */
export async function renderDocs(document: OpenApiDocument): Promise<string> {
  const issuer = document.servers[0]?.url ?? ''
  const endpoints = listEndpoints()
  const { schemas } = document.components
  const articles = await Promise.all(
    endpoints.map(async (endpoint) => {
      const samples = await describeErrors(endpoint)
      return { endpoint, samples, html: renderEndpoint({ endpoint, issuer, schemas, samples }) }
    }),
  )
  // If OAuth describes a code in other words, the API's own words win.
  const samples = new Map(articles.toReversed().flatMap((article) => [...article.samples]))
  const groups = [...new Set(endpoints.map(({ group }) => group))].map((name) => ({
    name,
    id: name.toLowerCase().replaceAll(' ', '-'),
    endpoints: endpoints.filter(({ group }) => group === name),
    articles: articles.filter(({ endpoint }) => endpoint.group === name),
  }))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Palisade API</title>
<style>${docsStyle}${docsLayout}</style>
</head>
<body>
<a class="skip" href="#start">Skip to content</a>
<nav class="side" aria-label="Endpoints">${renderNavigation(groups)}</nav>
<main id="start">
<header>
<h1>Palisade API</h1>
<p class="lead">Wallets sign in with one signature, and their tokens open what you gate.</p>
<p class="base"><span>Base URL</span> <code>${encodeHtml(issuer)}</code></p>
<p>For programs: <a href="${encodeHtml(issuer)}/openapi.json">openapi.json</a>, OpenAPI 3.1.</p>
</header>
<details class="menu"><summary>Contents</summary><nav aria-label="Contents">${renderNavigation(groups)}</nav></details>
${renderStart(issuer)}
${groups
  .map(
    (group) => `<section aria-labelledby="${group.id}">
<h2 class="chapter" id="${group.id}">${encodeHtml(group.name)}</h2>
${group.articles.map(({ html }) => html).join('\n')}
</section>`,
  )
  .join('\n')}
${renderErrors([...samples.values()])}
</main>
</body>
</html>
`
}

type Group = { readonly name: string; readonly id: string; readonly endpoints: readonly Endpoint[] }

function renderNavigation(groups: readonly Group[]): string {
  const start = [
    { id: 'keys', name: 'Keys' },
    { id: 'signing', name: 'Signing in' },
  ]
  const list = (entries: readonly { id: string; name: string }[]) =>
    `<ul>${entries.map(({ id, name }) => `<li><a class="entry" href="#${id}">${encodeHtml(name)}</a></li>`).join('')}</ul>`
  const parts = groups.map(
    ({ name, endpoints }) =>
      `<h2 class="shelf">${encodeHtml(name)}</h2>${list(endpoints.filter(({ id }) => id !== 'postUserInfo').map(({ id, summary }) => ({ id, name: summary })))}`,
  )
  return `<h2 class="shelf">Start</h2>${list(start)}${parts.join('')}<h2 class="shelf">When a request fails</h2>${list([{ id: 'errors', name: 'Errors' }])}`
}

function renderStart(issuer: string): string {
  return `<section aria-labelledby="keys">
<h2 class="chapter" id="keys">Keys</h2>
<div class="prose">
<p>A project has two kinds of key. Create them on the Developers page or with <code>npm run keys</code>. Send either as the user name of HTTP Basic, without a password.</p>
<dl class="plain">
<div><dt><code>pk_…</code> publishable</dt><dd>For web pages. It is not secret. A request from a page must come from one of the project’s domains.</dd></div>
<div><dt><code>sk_…</code> secret</dt><dd>Only for your server. It can also check what any wallet holds.</dd></div>
</dl>
<pre tabindex="0"><code>curl -u "$SECRET_KEY:" '${encodeHtml(issuer)}/chains'</code></pre>
<p>Bodies are JSON, at most 64 KiB, or 512 KiB where they may name wallets. Unknown fields are ignored, except in requirements. Every answer is JSON, errors included.</p>
</div>
</section>
<section aria-labelledby="signing">
<h2 class="chapter" id="signing">Signing in</h2>
<div class="prose">
<ol>
<li>Your page asks for a nonce: <a href="#createNonce">/auth/nonce</a>.</li>
<li>It composes the text below and asks the wallet to sign it.</li>
<li>It sends the signature and the fields of the text: <a href="#signIn">/auth</a>. The answer is an access token.</li>
<li>Your server checks the token against your requirements on every request: <a href="#validate">/auth/validate</a>.</li>
</ol>
<p>If the nonce’s format is <code>siwe</code>, each line but the last ends in a line feed:</p>
<pre tabindex="0"><code>{domain} wants you to sign in with your Ethereum account:
{walletAddress}

{statement}

URI: {uri}
Version: 1
Chain ID: {chainId}
Nonce: {nonce}
Issued At: {issuedAt}</code></pre>
<p>On Solana, write <code>Solana</code> for every <code>Ethereum</code>, in the statement too. The chain ID is 101. On Flow, write <code>Flow</code>; the chain ID is 539.</p>
<p>If it is <code>simple</code>:</p>
<pre tabindex="0"><code>{statement}

Address: {walletAddress}
Nonce: {nonce}</code></pre>
<p>The clients do all of this: <code>/palisade.js</code> on this server, and every Picket client with this base URL.</p>
</div>
</section>`
}

function renderErrors(samples: readonly ErrorSample[]): string {
  const rows = [...samples]
    .sort((a, b) => a.status - b.status)
    .map(
      ({ code, status, when, answer }) =>
        `<div id="${code}"><dt><code>${code.replaceAll('_', '_<wbr>')}</code> <small>${status}${typeof answer.code === 'string' ? `, ${encodeHtml(answer.code)}` : ''}</small></dt><dd>${renderText(when)}</dd></div>`,
    )
  const example = samples.find(({ code }) => code === ('ERR_REQUIREMENT_UNMET' satisfies ErrorCode))
  return `<section aria-labelledby="errors">
<h2 class="chapter" id="errors">Errors</h2>
<div class="prose">
<p><code>error</code> is for your program and never changes. <code>msg</code> is a message that you can show to people. <code>code</code> is Picket’s code, if Picket had one.</p>
<pre tabindex="0"><code>${encodeHtml(JSON.stringify(example?.answer, null, 2))}</code></pre>
<p>424 means that the chain could not be read, so the result is unknown. With 429, <code>Retry-After</code> says how many seconds to wait. 500 gives an error id to report.</p>
<dl>
${rows.join('\n')}
</dl>
</div>
</section>`
}
