import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'
import { texts } from '../texts.ts'

export type Button = { readonly label: string; readonly press: () => void }

/** Find an element of the server's page by id. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no element ${id}.`)
  return found
}

/** Make an element; strings become text nodes, never HTML. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

/** Show content on the stage, and announce `said` to screen readers. */
export function show(said: string, ...children: readonly Node[]): void {
  part('stage').replaceChildren(...children)
  part('said').textContent = said
}

/** Show that the page is waiting; answers the paragraph below the title, whose text may change. */
export function showWait(title: string, text: string, icon: Node | null): HTMLElement {
  const line = make('p', {}, text)
  const mark = make('span', { className: 'wait' }, ...(icon ? [icon] : []))
  show(`${title}. ${text}`, make('div', { className: 'moment' }, mark, make('h2', {}, title), line))
  part('stage').focus()
  return line
}

/** Show the outcome, with buttons for the next step. */
export function showOutcome({
  title,
  text,
  buttons,
}: {
  title: string
  text: string
  buttons: readonly Button[]
}): void {
  const made = buttons.map(({ label, press }, i) => makeButton(label, press, i === 0 ? 'main' : 'second'))
  const row = made.length > 0 ? [make('div', { className: 'buttons' }, ...made)] : []
  show(
    `${title}. ${text}`,
    make('div', { className: 'moment' }, make('h2', {}, title), make('p', {}, text), ...row),
  )
  ;(made[0] ?? part('stage')).focus()
}

export function makeButton(label: string, press: () => void, className: string): HTMLButtonElement {
  const button = make('button', { type: 'button', className }, label)
  button.addEventListener('click', press)
  return button
}

/** A wallet's own icon, or the first letter of its name. */
export function makeIcon({ icon, name }: Pick<Wallet, 'icon' | 'name'>): HTMLElement {
  if (icon) return make('img', { src: icon, alt: '', width: 28, height: 28 })
  const letter = [...(name ?? texts.unnamedWallet)][0] ?? ''
  return make('span', { className: 'letter', ariaHidden: 'true' }, letter)
}
