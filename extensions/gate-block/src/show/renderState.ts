import type { GateConfig } from '../readConfig.ts'
import { readClock } from '../session/readClock.ts'
import type { GateState, RefusalLine, Unmet } from '../state.ts'
import { formatAmount } from './formatAmount.ts'
import { formatSentence } from './formatSentence.ts'
import { formatUntil } from './formatUntil.ts'

type RenderStateParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  readonly state: GateState
  /** The variant that would be bought; null if it is not known. */
  readonly variantId: number | null
  /** Whether the page has a form of the product that the block can reach. */
  readonly hasForm: boolean
}

/** Fill in the panel of a state and show it. */
export function renderState(parameters: RenderStateParameters): void {
  const { element, config, state } = parameters
  const { texts, locale } = config
  const isChoosing = state.kind === 'connecting' && state.wallet === null
  const name = panelOf(isChoosing ? state.back : state)
  const panel = element.querySelector<HTMLElement>(`[data-for=${name}]`)
  const find = (ref: string) => panel?.querySelector<HTMLElement>(`[data-ref=${ref}]`)
  const set = (ref: string, text: string) => find(ref)?.replaceChildren(text)
  const show = (ref: string, isShown: boolean) => find(ref)?.toggleAttribute('hidden', !isShown)

  switch (state.kind) {
    case 'locked':
      set('ask', state.wasRejected ? texts.rejected : state.isOld ? texts['sign-again'] : texts.ask)
      break
    case 'connecting':
    case 'signing': {
      const { wallet } = state
      if (wallet === null) break
      set('title', formatSentence(texts[state.kind], { wallet }))
      set('text', formatSentence(texts[state.isSlow ? 'hint' : (`${state.kind}Text` as const)], { wallet }))
      break
    }
    case 'checking': {
      const [chain, other] = new Set(config.gates.flatMap((gate) => gate.chains.map(({ name }) => name)))
      // With several chains nobody knows yet which of them is slow.
      const slow = state.slow === 'slow' && (!chain || other) ? 'slowCart' : state.slow
      set('text', slow ? formatSentence(texts[slow], { chain }) : ' ')
      break
    }
    case 'unlocked':
      renderUnlocked({ ...parameters, state, set, show })
      break
    case 'refused': {
      const wallet = state.address ?? ''
      const reasons = new Set(state.lines.flatMap(({ because }) => because ?? []))
      const needsAccount = reasons.has('sign-in')
      const [reason = 'sign-in', other] = needsAccount ? [] : reasons
      set('title', (!other && config.titles[reason]) || texts.refused)
      const lines: RenderedLine[] = []
      let told = 0
      for (const line of state.lines) {
        const {
          because,
          usedUp,
          found = '',
          needed = '',
          at,
          text = because,
          depth,
          ...rest
        } = line as RefusalLine & Unmet
        const said = formatSentence(texts[usedUp ?? text], {
          wallet,
          ...rest,
          found: formatAmount(found, locale),
          needed: formatAmount(needed, locale),
          // A past instant is when an order was made; a future one is the end of a cart's hold or a gate's start.
          time: !at
            ? ''
            : at < readClock()
              ? new Date(at * 1000).toLocaleDateString(locale, { dateStyle: 'long' })
              : formatUntil(at, locale),
        })
        // Several gates of a cart may have the same unmet line.
        if (!depth && lines.some((one) => one.said === said)) continue
        if (told < 4) lines.push({ depth, said })
        if (because) told += 1
      }
      if (told > 4) lines.push({ depth: 0, said: formatSentence(texts.more, { count: told - 4 }) })
      if (state.isHeld) lines.push({ depth: 0, said: texts.held })
      find('unmet')?.replaceChildren(...writeLines(lines))
      show('signIn', needsAccount)
      // No other wallet opens a gate that has not started, has ended or is sold out.
      const helps = !needsAccount && state.lines.some((line) => line.because && !isAboutGate(line))
      // Its place stays, so that nothing below moves.
      for (const ref of ['another', 'vault', 'get']) find(ref)?.toggleAttribute('data-idle', !helps)
      show('another', !needsAccount)
      // Only EVM wallets have vaults.
      show('vault', !needsAccount && wallet.startsWith('0x'))
      break
    }
    case 'failed': {
      const { chain } = state
      if (name !== 'failed') break
      const title = config.failures[state.reason] ?? texts.failedPlain
      set('title', chain ? formatSentence(texts.failed, { chain }) : title)
      set('text', texts[state.reason])
    }
  }

  element.dataset.state = state.kind
  element.dataset.panel = name
  for (const one of element.querySelectorAll<HTMLElement>('[data-for]')) one.hidden = one !== panel
  if (panel) panel.ariaLabel = readWords(panel)
}

/** Whether a reason is about the gate alone, so that no wallet can change it. */
function isAboutGate(line: Partial<Unmet>): boolean {
  return /^(not-started|ended|paused)$/.test(`${line.because}`) || line.usedUp === 'used-total'
}

/**
 * The panel of a state; a failure that offers its own next step has its own panel. A Ledger for Solana may sign texts
 * in a form that the server cannot read, and is offered the memo. Addresses of Solana wallets never begin with 0.
 */
function panelOf(state: GateState): string {
  if (state.kind !== 'failed') return state.kind
  const { reason, address } = state
  if (/INVALID [^0]/.test(`${reason} ${address}`)) return 'ledger'
  return /^(ledger|lost)$/.test(reason) ? reason : 'failed'
}

type RenderUnlockedParameters = RenderStateParameters & {
  readonly state: Extract<GateState, { kind: 'unlocked' }>
  readonly set: (ref: string, text: string) => void
  readonly show: (ref: string, isShown: boolean) => void
}

function renderUnlocked({
  element,
  config,
  state,
  variantId,
  hasForm,
  set,
  show,
}: RenderUnlockedParameters): void {
  const { texts, locale } = config
  const [best] = state.gates
    .flatMap(({ number, wallet }) =>
      config.gates.flatMap((gate) => (gate.number === number ? [{ gate, wallet }] : [])),
    )
    .map((open) => ({ ...open, price: open.gate.prices[`${variantId}`] }))
    .sort((a, b) => (a.price?.cents ?? Infinity) - (b.price?.cents ?? Infinity))
  // A block without gates shows who is connected.
  if (!best) return void (state.address && set('title', state.address))

  set(
    'title',
    formatSentence(texts.unlocked, { give: formatSentence(best.gate.give, { value: best.gate.value }) }),
  )
  // On the cart page each gate is about another product.
  for (const row of element.querySelectorAll<HTMLElement>('[data-gate]')) {
    row.hidden = !state.gates.some(({ number }) => `${number}` === row.dataset.gate)
  }
  // The other offers stay in sight: another wallet may open a better one. Those that are hidden keep their place.
  for (const row of element.querySelectorAll<HTMLElement>('[data-other]')) {
    const isOpen = state.gates.some(({ number }) => `${number}` === row.dataset.other)
    row.ariaHidden = isOpen ? 'true' : null
    // The title tells of the best offer.
    const also = row.nextElementSibling
    if (also) also.ariaHidden = !isOpen || row.dataset.other === `${best.gate.number}` ? 'true' : null
  }
  const until = formatUntil(Math.min(...state.gates.map((gate) => gate.endsAt)), locale)
  const validity = formatSentence(texts.until, { time: until })
  // The visit's wallets are told apart only while the server has just read them.
  const { token, cap } = best.gate
  set('text', [token, best.wallet ?? state.address, validity, cap].filter(Boolean).join(' · '))

  const { shown } = state
  const note = shown === undefined ? '' : shown ? texts.other : texts.gone
  set('note', formatSentence(note, { wallet: shown }))

  const { price } = best
  show('price', !!price)
  const isByCart = !hasForm && Number(config.productId) > 0
  show('inCheckout', isByCart || (!price && best.gate.isPriced))
  set('inCheckout', isByCart ? texts.byCart : texts.inCheckout)
  set('regularPrice', config.prices[`${variantId}`] ?? '')
  set('yourPrice', price?.text ?? '')
}

type RenderedLine = { readonly depth: number; readonly said: string }

/** Write lines as the items of a list. A deeper line is in a list of its own, inside the item of its group. */
function writeLines(lines: readonly RenderedLine[], depth = 0): HTMLElement[] {
  const items: HTMLElement[] = []
  lines.forEach((line, i) => {
    if (line.depth > depth) {
      // The first of them takes all that follow it.
      if (lines[i - 1]?.depth !== depth) return
      const end = lines.findIndex((other, j) => j > i && other.depth <= depth)
      const list = document.createElement('ul')
      list.append(...writeLines(lines.slice(i, end < 0 ? undefined : end), depth + 1))
      items.at(-1)?.append(list)
      return
    }
    const item = document.createElement('li')
    item.append(line.said)
    items.push(item)
  })
  return items
}

/** The words of a panel, with a space between its parts: lines of a list must not run together. */
function readWords(panel: Element): string {
  const parts = panel.querySelectorAll<HTMLElement>(
    ':is(.palisade-words, .palisade-either) > :not([aria-hidden], [hidden], .palisade-either)',
  )
  const words = [...parts].flatMap((part) => {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (texts.nextNode()) found.push(`${texts.currentNode.nodeValue}`.trim())
    return found
  })
  return words.filter(Boolean).join(' ')
}
