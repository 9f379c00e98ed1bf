import { encodeHtml } from '../../encodeHtml.ts'
import { type DescribeNeedsParameters, describeNeeds, type NeedPiece } from './describeNeeds.ts'
import { texts } from './texts.ts'

export type ComposeLoginBodyParameters = DescribeNeedsParameters & {
  /** The host that the person returns to. */
  readonly host: string
}

/** Compose the page that asks a person to sign in: the client, and the requirements; the script fills the stage. */
export function composeLoginBody({ projectName, requirements, host }: ComposeLoginBodyParameters): string {
  const needs = describeNeeds({ projectName, requirements })
  const hasTokens = needs.some((pieces) => pieces.some(({ kind }) => kind === 'token'))
  const share = hasTokens ? texts.shareTokens(host) : texts.share(host)
  return `<main>
<header>
<span class="mark" aria-hidden="true">${encodeHtml([...projectName.trim()][0]?.toUpperCase() ?? '')}</span>
<div><h1>${encodeHtml(texts.title(projectName))}</h1><p>${encodeHtml(texts.where(host))}</p></div>
</header>
<section class="need">${composeNeeds(needs)}</section>
<p id="said" class="unseen" role="status"></p>
<section id="stage" class="stage" tabindex="-1"></section>
<noscript><p class="alone">${encodeHtml(texts.noScript)}</p></noscript>
<footer id="foot"><p>${encodeHtml(share)}</p><button type="button" id="cancel" class="quiet">${encodeHtml(texts.cancel)}</button></footer>
</main>`
}

/** Compose a page with a single message; `details` are for the developers of the client. */
export function composeNoteBody({
  title,
  text,
  details,
}: {
  title: string
  text: string
  details?: string
}): string {
  const more = details === undefined ? '' : `<p class="details">${encodeHtml(details)}</p>`
  return `<main class="note"><h1>${encodeHtml(title)}</h1><p id="text">${encodeHtml(text)}</p>${more}</main>`
}

function composeNeeds(needs: readonly NeedPiece[][]): string {
  if (needs.length === 0) return `<p>${encodeHtml(texts.anyWallet)}</p>`
  const items = needs.map((pieces) => `<li>${pieces.map(composePiece).join('')}</li>`)
  return `<h2>${encodeHtml(texts.need)}</h2><ul>${items.join('')}</ul>`
}

function composePiece(piece: NeedPiece): string {
  if (piece.kind === 'words') return encodeHtml(piece.text)
  return `<b data-token="${encodeHtml(piece.key)}">${encodeHtml(piece.text)}</b>`
}
