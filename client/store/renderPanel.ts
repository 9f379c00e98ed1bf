import css from '../../extensions/gate-block/assets/palisade-gate.css'

const ICONS = {
  lock: '<rect x="5" y="10.5" width="14" height="9.5" rx="2.25"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/><path d="M12 14.25v2"/>',
  wallet:
    '<path d="M18.5 8V6.5a2 2 0 0 0-2.4-1.96L5.6 6.6A2 2 0 0 0 4 8.56"/><rect x="4" y="8" width="16.5" height="11.5" rx="2.25"/><path d="M16.5 13.75h.01"/>',
  check: '<path d="m5.5 12.75 4.25 4.25L18.5 7.5"/>',
  minus: '<path d="M7 12h10"/>',
  alert: '<path d="M12 4.75 3.75 19h16.5Z"/><path d="M12 10.5v3.75"/><path d="M12 16.5h.01"/>',
} as const

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
  mark.innerHTML = `<svg class="palisade-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${ICONS[icon]}</svg>`
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
  foot.append(...actions)
  panel.append(body, foot, ...more)
  card.append(panel)
  return card
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
  button.addEventListener('click', onClick)
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

export function addStyles(): void {
  if (document.getElementById('palisade-style')) return
  const style = document.createElement('style')
  style.id = 'palisade-style'
  style.textContent = css
  document.head.append(style)
}
