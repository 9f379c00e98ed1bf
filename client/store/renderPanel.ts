import css from '../../extensions/gate-block/assets/palisade-gate.css'

/** Each is one path: a store may forbid HTML of a text. */
const ICONS = {
  lock: 'M7.25 10.5h9.5A2.25 2.25 0 0 1 19 12.75v5A2.25 2.25 0 0 1 16.75 20h-9.5A2.25 2.25 0 0 1 5 17.75v-5a2.25 2.25 0 0 1 2.25-2.25ZM8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.25v2',
  wallet:
    'M18.5 8V6.5a2 2 0 0 0-2.4-1.96L5.6 6.6A2 2 0 0 0 4 8.56M6.25 8h12a2.25 2.25 0 0 1 2.25 2.25v7a2.25 2.25 0 0 1-2.25 2.25h-12A2.25 2.25 0 0 1 4 17.25v-7A2.25 2.25 0 0 1 6.25 8ZM16.5 13.75h.01',
  check: 'm5.5 12.75 4.25 4.25L18.5 7.5',
  minus: 'M7 12h10',
  alert: 'M12 4.75 3.75 19h16.5ZM12 10.5v3.75M12 16.5h.01',
} as const
const SVG = 'http://www.w3.org/2000/svg'

/** What a card shows: a picture, words, codes, and what a shopper can do. */
export type Panel = {
  readonly name: string
  readonly icon: keyof typeof ICONS
  readonly title: string
  readonly lines?: readonly string[]
  readonly codes?: readonly string[]
  readonly actions: readonly HTMLElement[]
  /** What stands below the actions. */
  readonly more?: readonly HTMLElement[]
}

/** Render a panel with the theme block's own elements, so that its style sheet fits. */
export function renderPanel({
  name,
  icon,
  title,
  lines = [],
  codes = [],
  actions,
  more = [],
}: Panel): HTMLElement {
  const card = createElement('div', 'palisade-card')
  const panel = createElement('div', 'palisade-panel')
  panel.dataset.for = name
  panel.setAttribute('role', 'group')
  panel.tabIndex = -1
  const mark = createElement('span', 'palisade-mark')
  mark.append(createIcon(icon))
  const words = createElement('div', 'palisade-words')
  words.setAttribute('role', 'status')
  words.append(createElement('p', 'palisade-title', title))
  // In one element: the style sheet puts the single text of a locked card into a row of its own.
  const rows = createElement('div', 'palisade-unmet')
  for (const line of lines) if (line !== '') rows.append(createElement('p', '', line))
  for (const code of codes) {
    const text = createElement('p', '')
    text.append(createElement('code', 'palisade-code', code))
    rows.append(text)
  }
  if (rows.childElementCount > 0) words.append(rows)
  const body = createElement('div', 'palisade-body')
  body.append(mark, words)
  const foot = createElement('div', 'palisade-actions')
  // Buttons of several wallets stand below each other.
  foot.style.rowGap = '0.5em'
  foot.append(...actions)
  panel.append(body, foot, ...more)
  card.append(panel)
  return card
}

function createIcon(icon: Panel['icon']): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const attributes = { class: 'palisade-icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', fill: 'none' }
  const stroke = { stroke: 'currentColor', 'stroke-width': '1.75' }
  const ends = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }
  for (const [name, value] of Object.entries({ ...attributes, ...stroke, ...ends }))
    svg.setAttribute(name, value)
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', ICONS[icon])
  svg.append(path)
  return svg
}

export function createElement<Name extends keyof HTMLElementTagNameMap>(
  tag: Name,
  className: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

export function createButton(label: string, onClick: () => void): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'palisade-button'
  const face = createElement('span', 'palisade-button-face')
  face.append(createElement('span', '', label))
  button.append(face)
  // The second tap of a double one falls on what the first has opened: the button of some wallet.
  button.addEventListener('click', ({ detail }) => detail < 2 && onClick())
  return button
}

export function createLink(label: string, onClick: () => void): HTMLElement {
  const button = createElement('button', 'palisade-link', label)
  button.type = 'button'
  button.addEventListener('click', onClick)
  return button
}

/** Show another panel. A keyboard stays where it was: at the same button, else at the panel, whose words are read. */
export function replacePanel(element: HTMLElement, panel: HTMLElement): void {
  const { activeElement } = document
  const had = element.contains(activeElement) ? (activeElement?.textContent ?? '') : null
  element.replaceChildren(panel)
  if (had === null) return
  const buttons = [...element.querySelectorAll<HTMLElement>('button, a')]
  const same = buttons.find(({ textContent }) => had !== '' && textContent === had)
  const next = same ?? element.querySelector<HTMLElement>('.palisade-panel')
  next?.focus()
}

let hasStyles = false

/** Add the card's style sheet to the page once. */
export function addStyles(): void {
  if (hasStyles) return
  hasStyles = true
  try {
    // No element: a store's policy for content may forbid it.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  } catch {
    // A browser from before 2023.
    const style = document.createElement('style')
    style.textContent = css
    document.head.append(style)
  }
}
