import { escapeHtml } from '../../escapeHtml.ts'
import { escapeJson } from './escapeJson.ts'
import css from './page.css?raw'
import type { PageFacts } from './types.ts'

export type ComposePageParameters = {
  readonly title: string
  /** HTML, its texts escaped. */
  readonly body: string
  /** The script and what it is told; null for a page that only says something. */
  readonly script: { readonly text: string; readonly facts: PageFacts } | null
  /** Fresh random characters of base64url or hex that let this page's own style and script run, and no other. */
  readonly nonce: string
}

/** Answer a page of our own that nobody may frame, keep, or learn the address of. */
export function answerPage(parameters: ComposePageParameters, status = 200): Response {
  const { nonce } = parameters
  return new Response(composePage(parameters), {
    status,
    // An object, so that the server keeps what is set on it later.
    headers: new Headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src 'nonce-${nonce}'`,
        // Wallets' icons are data URIs; those that are not are not shown.
        'img-src data:',
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    }),
  })
}

function composePage({ title, body, script, nonce }: ComposePageParameters): string {
  const scripts = script
    ? `<script type="application/json" id="facts">${escapeJson(script.facts)}</script>
<script nonce="${nonce}">${script.text.replaceAll('</script', '<\\/script')}</script>`
    : ''
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${css}</style>
</head>
<body>
${body}
${scripts}
</body>
</html>
`
}
