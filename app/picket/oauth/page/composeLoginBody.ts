import { encodeHtml } from '../../encodeHtml.ts'
import { composeSentence } from '../../words/composeSentence.ts'
import { type DescribeNeedsParameters, describeNeeds, type NeedPiece } from './describeNeeds.ts'
import type { PageSpeech } from './types.ts'

export type ComposeLoginBodyParameters = DescribeNeedsParameters & {
  /** The host that the person returns to. */
  readonly host: string
}

/** Compose the page that asks a person to sign in: the client, and the requirements; the script fills the stage. */
export function composeLoginBody(parameters: ComposeLoginBodyParameters): string {
  const { projectName, speech, host } = parameters
  const { page } = speech
  const needs = describeNeeds(parameters)
  const say = (text: string) => encodeHtml(composeSentence(text, { project: projectName, host }))
  const hasTokens = needs.some((pieces) => pieces.some(({ kind }) => kind === 'token'))
  const share = say(hasTokens ? page.shareTokens : page.share)
  return `<main>
<header>
<span class="mark" aria-hidden="true">${encodeHtml([...projectName.trim()][0]?.toUpperCase() ?? '')}</span>
<div><h1>${say(page.title)}</h1><p>${say(page.where)}</p></div>
</header>
<section class="need">${composeNeeds(needs, page)}</section>
<p id="said" class="unseen" role="status"></p>
<section id="stage" class="stage" tabindex="-1"></section>
<noscript><p class="alone">${say(page.noScript)}</p></noscript>
<footer id="foot"><p>${share}</p><button type="button" id="cancel" class="quiet">${say(page.cancel)}</button></footer>
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
  const more =
    details === undefined ? '' : `<p class="details" lang="en" dir="ltr">${encodeHtml(details)}</p>`
  return `<main class="note"><h1>${encodeHtml(title)}</h1><p id="text">${encodeHtml(text)}</p>${more}</main>`
}

function composeNeeds(needs: readonly NeedPiece[][], { anyWallet, need }: PageSpeech['page']): string {
  if (needs.length === 0) return `<p>${encodeHtml(anyWallet)}</p>`
  const items = needs.map((pieces) => `<li>${pieces.map(composePiece).join('')}</li>`)
  return `<h2>${encodeHtml(need)}</h2><ul>${items.join('')}</ul>`
}

function composePiece(piece: NeedPiece): string {
  if (piece.kind === 'words') return encodeHtml(piece.text)
  return `<b dir="auto" data-token="${encodeHtml(piece.key)}">${encodeHtml(piece.text)}</b>`
}
