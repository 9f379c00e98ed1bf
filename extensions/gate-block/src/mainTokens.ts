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

/** Ask for the tokens of a gate; with `use` it uses that one up. @throws {GateError} */
async function requestTokens(block: HTMLElement, gate: number, use?: string): Promise<CheckAnswer> {
  const loader = Reflect.get(window, 'palisadeLoader') as Loader
  const { shop, run, proxyPath, locale } = parseConfig(readConfigText(block))
  const { renewVisit } = await loader.loadPart<RunPart>('palisadeRun', run)
  const session = `${loader.findVisit(shop)?.session}`
  // Without gates nothing is renewed: a look must not keep a use for longer, nor change what the cart's proof names.
  const request: CheckRequest = { gates: [], lines: [], tokens: { gate, use, locale } }
  const { signal } = new AbortController()
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
  if (picture) button.append(Object.assign(new Image(40, 40), { src: picture, alt: '' }))
  told.append(text)
  words.append(name, told)
  button.append(words)
  row.append(button)
  return row
}

function listen(place: HTMLDetailsElement): void {
  const block = place.closest<HTMLElement>('palisade-gate')
  const list = place.querySelector('ul')
  const [note, fault] = place.querySelectorAll('p')
  if (!block || !list || !note || !fault) return
  let isBusy = false
  /** What a fault of the last choice leaves is shown: the app says what is used now. */
  const show = async (use?: string): Promise<void> => {
    isBusy = true
    place.ariaBusy = 'true'
    fault.hidden = true
    try {
      const focused = (document.activeElement as HTMLButtonElement | null)?.value
      const { tokens = [], note: none = '' } = await requestTokens(block, Number(place.dataset.gate), use)
      note.textContent = none
      list.replaceChildren(...tokens.map(createRow))
      for (const one of list.querySelectorAll('button')) if (one.value === focused) one.focus()
    } catch {
      if (use) return await show()
      list.replaceChildren()
      fault.hidden = false
    } finally {
      isBusy = false
      place.ariaBusy = null
    }
  }
  place.addEventListener('toggle', () => {
    if (place.open) void show()
  })
  list.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest('button')
    if (button?.ariaDisabled === 'false' && !isBusy) void show(button.value)
  })
  // Another wallet has other tokens.
  new MutationObserver(() => {
    if (block.dataset.state === 'unlocked') return
    place.open = false
    list.replaceChildren()
  }).observe(block, { attributes: true, attributeFilter: ['data-state'] })
}

for (const place of document.querySelectorAll<HTMLDetailsElement>('[data-palisade-tokens]')) listen(place)
