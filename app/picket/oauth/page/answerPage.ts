import { answerScriptPage } from '../../../answerScriptPage.ts'
import { encodeHtml } from '../../encodeHtml.ts'
import css from './page.css?raw'
import type { PageFacts, PageSpeech } from './types.ts'

type ComposePageParameters = {
  readonly title: string
  readonly speech: Pick<PageSpeech, 'language' | 'dir'>
  /** HTML with escaped texts. */
  readonly body: string
  /** The script and its data; null for a page without a script. */
  readonly script: { readonly text: string; readonly facts: PageFacts } | null
  /** Fresh random characters of base64url or hex. They allow this page's own style and script, and no others. */
  readonly nonce: string
}

/** Answer a page that cannot be framed or cached, and that sends no referrer. */
export function answerPage(parameters: ComposePageParameters, status = 200): Response {
  const html = composePage(parameters)
  return answerScriptPage({ html, nonce: parameters.nonce, status, headers: { 'x-frame-options': 'DENY' } })
}

function composePage({ title, speech, body, script, nonce }: ComposePageParameters): string {
  const scripts = script
    ? `<script type="application/json" id="facts">${encodeScriptJson(script.facts)}</script>
<script nonce="${nonce}">${script.text.replaceAll('</script', '<\\/script')}</script>`
    : ''
  return `<!doctype html>
<html lang="${speech.language}" dir="${speech.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${encodeHtml(title)}</title>
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

/** Format data as JSON that cannot close its script element. */
function encodeScriptJson(facts: unknown): string {
  return JSON.stringify(facts).replace(/</g, '\\u003c')
}
