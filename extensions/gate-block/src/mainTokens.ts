/*
 * The entry of `palisade-tokens.js`: once a shopper opens the list below an open gate with a limit per token, it asks the
 * app for the tokens that the gate may use up, and tells it which to use.
 */
import type { CheckAnswer, CheckedToken, CheckRequest } from './api/types.ts'
import type { loadPart } from './loadPart.ts'
import type { RunPart } from './mainRun.ts'
import { parseConfig, readConfigText } from './readConfig.ts'
import type { findVisit } from './session/writeVisit.ts'

/** What the card's own script lends. */
type Loader = {
  readonly loadPart: typeof loadPart
  readonly findVisit: typeof findVisit
}

type Asking = {
  readonly place: HTMLDetailsElement
  /** The token to use; absent: only list. */
  readonly use?: string
  readonly signal: AbortSignal
}

/** Ask for the tokens of a gate; with `use` it uses that one up. @throws {GateError} */
async function requestTokens(block: HTMLElement, { place, use, signal }: Asking): Promise<CheckAnswer> {
  const loader = Reflect.get(window, 'palisadeLoader') as Loader
  const { shop, run, proxyPath, locale } = parseConfig(readConfigText(block))
  const { renewVisit } = await loader.loadPart<RunPart>('palisadeRun', run)
  const session = `${loader.findVisit(shop)?.session}`
  const gate = Number(place.dataset.gate)
  // Without gates nothing is renewed: a look must not keep a use for longer, nor change what the cart's proof names.
  const request: CheckRequest = { gates: [], lines: [], tokens: { gate, use, locale } }
  return renewVisit({ proxyPath, session, request, vaults: [], signal })
}

function createRow({ key, name, state, text, picture }: CheckedToken): HTMLElement {
  const row = document.createElement('li')
  const button = document.createElement('button')
  const words = document.createElement('span')
  const told = document.createElement('small')
  button.type = 'button'
  button.className = 'palisade-wallet'
  button.value = key
  button.ariaPressed = `${state === 'chosen'}`
  button.ariaDisabled = `${state !== 'free'}`
  if (picture) {
    const image = new Image(40, 40)
    // A theme's policy for content may forbid pictures that are in the answer.
    image.onerror = () => image.remove()
    button.append(Object.assign(image, { src: picture, alt: '' }))
  }
  told.append(text)
  words.append(name, told)
  button.append(words)
  row.append(button)
  return row
}

/** What is asked for each list now. A theme may copy a list or put a new one there, so nothing is kept in its elements. */
const asking = new WeakMap<HTMLElement, AbortController>()

/** Render the tokens. What a fault of the last choice leaves is shown: the app says what is used now. */
async function renderTokens(place: HTMLDetailsElement, use?: string): Promise<void> {
  const block = place.closest<HTMLElement>('palisade-gate')
  const list = place.querySelector('ul')
  const [note, fault] = place.querySelectorAll('p')
  if (!block || !list || !note || !fault) return
  const page = new AbortController()
  const { signal } = page
  asking.set(place, page)
  place.ariaBusy = 'true'
  fault.hidden = true
  const write = (rows: readonly HTMLElement[]) => {
    const focused = list.querySelector<HTMLButtonElement>('button:focus')
    list.replaceChildren(...rows)
    if (!focused) return
    const same = [...list.querySelectorAll('button')].find(({ value }) => value === focused.value)
    const next = same ?? place.querySelector('summary')
    next?.focus()
  }
  try {
    const { tokens = [], note: none = '' } = await requestTokens(block, { place, use, signal })
    if (signal.aborted) return
    note.textContent = none
    write(tokens.map(createRow))
  } catch {
    if (signal.aborted) return
    if (use) return await renderTokens(place)
    write([])
    fault.hidden = false
  } finally {
    if (asking.get(place) === page) {
      asking.delete(place)
      place.ariaBusy = null
    }
  }
}

const findPlace = ({ target }: Event) =>
  target instanceof Element ? target.closest<HTMLDetailsElement>('[data-palisade-tokens]') : null

/** Listens at the document: a theme that shows another variant replaces the block, and may load this script once more. */
function listenForLists(): void {
  // No event is stopped before the document has captured it.
  const how = { capture: true }
  const open = (event: Event) => {
    const place = findPlace(event)
    if (place?.open && !asking.has(place)) void renderTokens(place)
  }
  document.addEventListener('toggle', open, how)
  const choose = (event: Event) => {
    const place = findPlace(event)
    if (!place || asking.has(place)) return
    const button = (event.target as Element).closest('button')
    if (button?.ariaDisabled === 'false') void renderTokens(place, button.value)
  }
  document.addEventListener('click', choose, how)
  // Another wallet has other tokens.
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const block = target as HTMLElement
      if (block.dataset.state === 'unlocked') continue
      for (const place of block.querySelectorAll<HTMLDetailsElement>('[data-palisade-tokens]')) {
        asking.get(place)?.abort()
        asking.delete(place)
        place.ariaBusy = null
        place.open = false
        place.querySelector('ul')?.replaceChildren()
      }
    }
  }).observe(document, { attributes: true, attributeFilter: ['data-state'], subtree: true })
}

if (!Reflect.get(window, 'palisadeTokens')) listenForLists()
Object.assign(window, { palisadeTokens: true })
