import type { TillGateView } from '../views.ts'

/** Make an element with properties and children; a text is never HTML. */
export function createElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

/** Make a button that is pressed once at a time. */
export function createButton(text: string, run: () => Promise<void>, className = ''): HTMLButtonElement {
  const button = createElement('button', { type: 'button', className }, text)
  button.addEventListener('click', async () => {
    // A disabled button would lose the focus.
    if (button.ariaDisabled === 'true') return
    button.ariaDisabled = 'true'
    await run()
    button.ariaDisabled = 'false'
  })
  return button
}

export type RenderGateParameters = {
  readonly gate: TillGateView
  /** Charge the gate; absent for one that may not be charged. */
  readonly onCharge?: (asked: { readonly units: number; readonly order: string }) => Promise<void>
}

/** Render what a till found about a gate. An open gate can be charged. */
export function renderGate({ gate, onCharge }: RenderGateParameters): HTMLElement {
  const { name, gives, state, why, most } = gate
  const card = createElement('section', { className: `card ${state}` }, createElement('h2', {}, name))
  if (gives !== '') card.append(createElement('p', { className: 'soft' }, gives))
  card.append(...why.map((sentence) => createElement('p', {}, sentence)))
  if (state !== 'open' || !onCharge) return card
  const units = createElement('input', {
    type: 'number',
    min: '1',
    step: '1',
    value: '1',
    inputMode: 'numeric',
  })
  if (most !== null) units.max = String(most)
  const order = createElement('input', { autocomplete: 'off', placeholder: '#1001' })
  const charge = createButton(
    'Charge',
    () => onCharge({ units: Math.max(1, Math.floor(Number(units.value) || 1)), order: order.value.trim() }),
    'main',
  )
  charge.setAttribute('aria-label', `Charge ${name}`)
  card.append(
    createElement(
      'div',
      { className: 'row' },
      createElement('label', {}, 'Items', units),
      createElement('label', {}, 'Order, if made', order),
      charge,
    ),
  )
  return card
}

/** Render a sentence that refuses something. */
export function renderRefusal(...sentences: readonly string[]): HTMLElement {
  return createElement(
    'section',
    { className: 'card bad' },
    ...sentences.map((sentence) => createElement('p', {}, sentence)),
  )
}
