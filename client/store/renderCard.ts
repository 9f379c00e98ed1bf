import css from '../../extensions/gate-block/assets/palisade-gate.css'
import type { Gates } from '../storefront/createGates.ts'
import type { GateState, GatesState } from '../storefront/types.ts'
import { describeGift, describeMissing, describeNeed, describeTitle } from './describeGate.ts'
import { chooseStanding, describeShut, describeTerms } from './describeTerms.ts'
import { formatTime } from './formatTime.ts'
import type { Texts } from './texts.ts'

/** A card in the page, with the theme block's own style sheet. */
export type Card = { readonly element: HTMLElement; readonly render: (state: GatesState) => void }

const ICONS = {
  lock: '<rect x="5" y="10.5" width="14" height="9.5" rx="2.25"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/><path d="M12 14.25v2"/>',
  wallet:
    '<path d="M18.5 8V6.5a2 2 0 0 0-2.4-1.96L5.6 6.6A2 2 0 0 0 4 8.56"/><rect x="4" y="8" width="16.5" height="11.5" rx="2.25"/><path d="M16.5 13.75h.01"/>',
  check: '<path d="m5.5 12.75 4.25 4.25L18.5 7.5"/>',
  minus: '<path d="M7 12h10"/>',
  alert: '<path d="M12 4.75 3.75 19h16.5Z"/><path d="M12 10.5v3.75"/><path d="M12 16.5h.01"/>',
} as const
type Panel = {
  readonly name: string
  readonly icon: keyof typeof ICONS
  readonly title: string
  readonly lines?: readonly string[]
  readonly codes?: readonly string[]
  readonly actions: readonly HTMLElement[]
}

/** Create the card of a page's gates. It is an ordinary element: no custom one, whose script would be another. */
export function createCard({ texts, gates }: { texts: Texts; gates: Gates }): Card {
  addStyles()
  const element = document.createElement('palisade-gate')
  element.className = 'palisade-gate'
  element.lang = texts('language')
  element.dir = ['ar', 'he'].includes(element.lang) ? 'rtl' : 'ltr'
  let isChoosing = false
  let chosen = ''
  const redraw = () => render(gates.readState())
  const run = (deed: () => Promise<unknown>) => () => {
    isChoosing = false
    deed().catch(() => undefined)
  }
  const render = (state: GatesState) => {
    const shown = state.gates.filter((gate) => chooseStanding(gate) !== 'hidden')
    const isOpening = isChoosing && state.step === 'idle'
    const panel = isOpening ? composeChoice(state) : composePanel({ ...state, gates: shown })
    element.dataset.panel = panel.name
    element.dataset.state = panel.name
    const hadFocus = element.contains(document.activeElement)
    element.replaceChildren(renderPanel(panel))
    // The focused button is gone.
    if (hadFocus) element.querySelector<HTMLElement>('.palisade-panel')?.focus()
  }
  const choose = () => {
    isChoosing = true
    gates.prepare()
    redraw()
  }
  const composeChoice = ({ wallets }: GatesState): Panel => ({
    ...{ name: 'locked', icon: 'wallet', title: texts('choosing.title') },
    lines: wallets.length === 0 ? [texts('choosing.none')] : [],
    actions: [
      ...wallets.map((wallet) =>
        createButton(
          wallet.name ?? texts('choosing.browser_wallet'),
          run(() => {
            chosen = wallet.name ?? ''
            return gates.login(wallet)
          }),
        ),
      ),
      createLink(texts('choosing.close'), () => {
        isChoosing = false
        redraw()
      }),
    ],
  })
  const composePanel = (state: GatesState): Panel => {
    if (state.step === 'connecting' || state.step === 'signing') {
      const values = { wallet: chosen || texts('choosing.browser_wallet') }
      const text = [texts(`${state.step}.text`)]
      return {
        name: state.step,
        icon: 'wallet',
        title: texts(`${state.step}.title`, values),
        lines: text,
        actions: [],
      }
    }
    if (state.step === 'checking' && state.address !== null)
      return { name: 'checking', icon: 'wallet', title: texts('checking.title'), actions: [] }
    const own = listDeciding(state.gates)
    const open = own.filter(({ result }) => result.kind === 'open')
    const closed = own.filter(({ result }) => result.kind === 'closed')
    const unchecked = own.some(({ result }) => result.kind === 'unchecked')
    const again = createButton(
      texts('failed.again'),
      run(() => gates.renew()),
    )
    const another = createLink(texts('refused.another'), choose)
    if (open.length > 0) return composeOpen(state, open)
    if (state.error ?? unchecked)
      return {
        ...{
          name: 'failed',
          icon: 'alert',
          title: texts('failed.title_plain'),
          lines: [texts('failed.text')],
        },
        actions: state.address === null ? [createButton(texts('failed.again'), choose)] : [again, another],
      }
    if (closed.length > 0)
      return {
        ...{ name: 'refused', icon: 'minus', title: texts('refused.title') },
        lines: closed.flatMap((gate) => listRefusals(gate)),
        actions: [createButton(texts('refused.another'), choose)],
      }
    return composeLocked(state)
  }
  const composeLocked = ({ gates: all }: GatesState): Panel => {
    const running = all.filter((gate) => chooseStanding(gate) === 'running')
    const title = all.map((gate) => describeTitle(gate, texts)).join(' · ')
    if (running.length === 0)
      return {
        ...{ name: 'locked', icon: 'lock', title, actions: [] },
        lines: all.map((gate) => describeShut(gate, texts)),
      }
    const isExclusive = running.some(({ gives }) => gives.exclusive === true)
    return {
      ...{ name: 'locked', icon: 'lock', title },
      lines: [
        ...running.flatMap(({ needs }) =>
          needs.conditions.map((condition) => describeNeed(condition, texts)),
        ),
        ...running.flatMap((gate) => describeTerms(gate, texts)),
        texts(isExclusive ? 'locked.exclusive' : 'locked.price'),
      ],
      actions: [createButton(texts('locked.connect'), choose)],
    }
  }
  const composeOpen = (state: GatesState, open: readonly GateState[]): Panel => ({
    ...{ name: 'unlocked', icon: 'check', codes: state.codes },
    title: texts('unlocked.title', { give: open.map((gate) => describeGift(gate, texts)).join(', ') }),
    lines: [
      texts('unlocked.in_checkout'),
      ...(state.endsAt === null ? [] : [texts('unlocked.until', { time: formatTime(state.endsAt) })]),
    ],
    actions: [
      createLink(
        texts('unlocked.disconnect'),
        run(() => gates.disconnect()),
      ),
    ],
  })
  const listRefusals = ({ result }: GateState): string[] => {
    if (result.kind !== 'closed') return []
    if (result.lines.length > 0) return result.lines.map((line) => describeMissing(line, texts))
    const time = result.startsAt ? formatTime(result.startsAt) : ''
    return [texts(`refused.${result.because.replace(/-/g, '_')}`, { time })]
  }
  return { element, render }
}

/** Where only holders can buy, a gate that merely reduces the price unlocks nothing. */
function listDeciding(gates: readonly GateState[]): readonly GateState[] {
  const exclusive = gates.filter(({ gives }) => gives.exclusive === true)
  const isShut = exclusive.length > 0 && exclusive.every(({ result }) => result.kind !== 'open')
  return isShut ? exclusive : gates
}

function renderPanel({ name, icon, title, lines = [], codes = [], actions }: Panel): HTMLElement {
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
  for (const line of lines) if (line !== '') rows.append(createElement('p', 'palisade-text', line))
  for (const code of codes) {
    const text = createElement('p', 'palisade-text')
    text.append(createElement('code', 'palisade-code', code))
    rows.append(text)
  }
  if (rows.childElementCount > 0) words.append(rows)
  const body = createElement('div', 'palisade-body')
  body.append(mark, words)
  const foot = createElement('div', 'palisade-actions')
  foot.append(...actions)
  panel.append(body, foot)
  card.append(panel)
  return card
}

function createElement(tag: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

function createButton(label: string, onClick: () => void): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'palisade-button'
  const face = createElement('span', 'palisade-button-face')
  face.append(createElement('span', '', label))
  button.append(face)
  button.addEventListener('click', onClick)
  return button
}

function createLink(label: string, onClick: () => void): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'palisade-link'
  button.textContent = label
  button.addEventListener('click', onClick)
  return button
}

function addStyles(): void {
  if (document.getElementById('palisade-style')) return
  const style = document.createElement('style')
  style.id = 'palisade-style'
  style.textContent = css
  document.head.append(style)
}
