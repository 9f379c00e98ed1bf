import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'

export type Button = { readonly label: string; readonly press: () => void }

/** Find an element of the server's page by id. */
export function findPart(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no element ${id}.`)
  return found
}

/** Make an element; strings become text nodes, never HTML. */
export function createElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

/** Show content on the stage, and announce `said` to screen readers. */
export function render(said: string, ...children: readonly Node[]): void {
  findPart('stage').replaceChildren(...children)
  findPart('said').textContent = said
}

/** Show that the page is waiting; answers the paragraph below the title, whose text may change. */
export function renderWait(title: string, text: string, icon: Node | null): HTMLElement {
  const line = createElement('p', {}, text)
  const mark = createElement('span', { className: 'wait' }, ...(icon ? [icon] : []))
  render(
    `${title}. ${text}`,
    createElement('div', { className: 'moment' }, mark, createElement('h2', {}, title), line),
  )
  findPart('stage').focus()
  return line
}

/** Show the outcome, with buttons for the next step. */
export function renderOutcome({
  title,
  text,
  buttons,
}: {
  title: string
  text: string
  buttons: readonly Button[]
}): void {
  const made = buttons.map(({ label, press }, i) => createButton(label, press, i === 0 ? 'main' : 'second'))
  const row = made.length > 0 ? [createElement('div', { className: 'buttons' }, ...made)] : []
  render(
    `${title}. ${text}`,
    createElement(
      'div',
      { className: 'moment' },
      createElement('h2', {}, title),
      createElement('p', {}, text),
      ...row,
    ),
  )
  ;(made[0] ?? findPart('stage')).focus()
}

export function createButton(label: string, press: () => void, className: string): HTMLButtonElement {
  const button = createElement('button', { type: 'button', className }, label)
  button.addEventListener('click', press)
  return button
}

/** A wallet's own icon, or the first letter of its name. */
export function createIcon({ icon, name }: Pick<Wallet, 'icon'> & { readonly name: string }): HTMLElement {
  if (icon) return createElement('img', { src: icon, alt: '', width: 28, height: 28 })
  const letter = [...name][0] ?? ''
  return createElement('span', { className: 'letter', ariaHidden: 'true' }, letter)
}
