/*
 * The entry of `palisade-content.js`: once the card of a block for gated content is open, it asks the app for the entry,
 * which is nowhere in the page before, and takes it out of the page when the card closes.
 */
import type { CheckAnswer, CheckRequest } from './api/types.ts'
import { type RichText, renderRichText } from './content/renderRichText.ts'
import type { loadPart } from './loadPart.ts'
import type { RunPart } from './mainRun.ts'
import { parseConfig, readConfigText } from './readConfig.ts'
import type { findVisit } from './session/writeVisit.ts'

/** What the card's own script lends. */
type Loader = {
  readonly loadPart: typeof loadPart
  readonly findVisit: typeof findVisit
}

/** Ask the app for an entry; null if it has none for this visit. @throws {GateError} */
async function requestContent(block: HTMLElement, content: string): Promise<RichText | null> {
  const loader = Reflect.get(window, 'palisadeLoader') as Loader
  const { shop, run, proxyPath, gates } = parseConfig(readConfigText(block))
  const { renewVisit } = await loader.loadPart<RunPart>('palisadeRun', run)
  const visit = loader.findVisit(shop)
  if (!visit) return null
  const request: CheckRequest = { gates: gates.map(({ number }) => number), lines: [], content }
  const { session } = visit
  const { signal } = new AbortController()
  const answer: CheckAnswer = await renewVisit({ proxyPath, session, request, vaults: [], signal })
  return answer.content ? (JSON.parse(answer.content) as RichText) : null
}

function listenForOpening(place: HTMLElement): void {
  const block = place.parentElement?.querySelector<HTMLElement>('palisade-gate')
  const fault = place.parentElement?.querySelector<HTMLElement>('[data-palisade-fault]')
  if (!block || !fault) return
  /** Counts openings and closings, so that a late answer does not open what has closed. */
  let turn = 0
  let isOpen = false
  const look = () => {
    const state = `${block.dataset.state}`
    if (state === 'unlocked' && !isOpen) void show()
    if (/^(locked|refused|failed)$/.test(state)) {
      turn += 1
      isOpen = false
      place.replaceChildren()
      place.hidden = true
      fault.hidden = true
    }
  }
  const show = async () => {
    isOpen = true
    turn += 1
    const mine = turn
    const text = await requestContent(block, `${place.dataset.palisadeContent}`).catch(() => null)
    if (mine !== turn) return
    if (text) place.replaceChildren(renderRichText(text, document))
    place.hidden = !text
    fault.hidden = !!text
  }
  new MutationObserver(look).observe(block, { attributes: true, attributeFilter: ['data-state'] })
  look()
}

for (const place of document.querySelectorAll<HTMLElement>('[data-palisade-content]')) listenForOpening(place)
