import { escapeHtml } from '../../escapeHtml.ts'
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
<span class="mark" aria-hidden="true">${escapeHtml([...projectName.trim()][0]?.toUpperCase() ?? '')}</span>
<div><h1>${escapeHtml(texts.title(projectName))}</h1><p>${escapeHtml(texts.where(host))}</p></div>
</header>
<section class="need">${composeNeeds(needs)}</section>
<p id="said" class="unseen" role="status"></p>
<section id="stage" class="stage" tabindex="-1"></section>
<noscript><p class="alone">${escapeHtml(texts.noScript)}</p></noscript>
<footer id="foot"><p>${escapeHtml(share)}</p><button type="button" id="cancel" class="quiet">${escapeHtml(texts.cancel)}</button></footer>
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
  const more = details === undefined ? '' : `<p class="details">${escapeHtml(details)}</p>`
  return `<main class="note"><h1>${escapeHtml(title)}</h1><p id="text">${escapeHtml(text)}</p>${more}</main>`
}

function composeNeeds(needs: readonly NeedPiece[][]): string {
  if (needs.length === 0) return `<p>${escapeHtml(texts.anyWallet)}</p>`
  const items = needs.map((pieces) => `<li>${pieces.map(composePiece).join('')}</li>`)
  return `<h2>${escapeHtml(texts.need)}</h2><ul>${items.join('')}</ul>`
}

function composePiece(piece: NeedPiece): string {
  if (piece.kind === 'words') return escapeHtml(piece.text)
  return `<b data-token="${escapeHtml(piece.key)}">${escapeHtml(piece.text)}</b>`
}
