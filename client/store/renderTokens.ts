import type { Gates } from '../storefront/createGates.ts'
import type { GateState, GateToken } from '../storefront/types.ts'
import { createElement } from './renderPanel.ts'
import type { Texts } from './texts.ts'

type RenderTokensParameters = {
  readonly gate: GateState
  readonly gates: Pick<Gates, 'chooseToken'>
  readonly texts: Texts
}

/**
 * Render where a shopper chooses the token that an open gate uses up: a list that is asked for when it is opened. The
 * server knows the choice, and the code stays the same.
 */
export function renderTokens({ gate, gates, texts }: RenderTokensParameters): HTMLElement {
  const place = document.createElement('details')
  const list = createElement('div', 'palisade-wallets')
  const fault = createElement('p', 'palisade-text')
  fault.setAttribute('role', 'alert')
  place.append(createElement('summary', 'palisade-text', texts('unlocked.token')), list, fault)
  const show = async (use?: string): Promise<void> => {
    place.setAttribute('aria-busy', 'true')
    fault.textContent = ''
    try {
      const locale = texts('language')
      const tokens = await gates.chooseToken({ gate: gate.number, locale, ...(use !== undefined && { use }) })
      const rows = tokens.map((token) => renderToken(token, () => void show(token.key)))
      list.replaceChildren(...rows)
      if (use !== undefined) rows.find((row) => row.ariaPressed === 'true')?.focus()
    } catch {
      fault.textContent = texts('failed.server')
    } finally {
      place.removeAttribute('aria-busy')
    }
  }
  place.addEventListener('toggle', () => {
    if (place.open) void show()
  })
  return place
}

function renderToken({ key, name, state, text, picture }: GateToken, choose: () => void): HTMLButtonElement {
  const row = createElement('button', 'palisade-wallet')
  row.type = 'button'
  row.value = key
  row.ariaPressed = `${state === 'chosen'}`
  row.ariaDisabled = `${state !== 'free'}`
  if (picture) row.append(Object.assign(new Image(32, 32), { src: picture, alt: '' }))
  const words = createElement('span', '')
  words.append(name, ' · ', createElement('small', '', text))
  row.append(words)
  if (state === 'free') row.addEventListener('click', choose)
  return row
}
