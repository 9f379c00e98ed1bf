import type { GateConfig, TextName } from '../readConfig.ts'
import type { FailureReason, GateState, Unmet } from '../state.ts'
import { decidePrice } from './decidePrice.ts'
import { fillSentence } from './fillSentence.ts'
import { formatAmount } from './formatAmount.ts'
import { formatMoney } from './formatMoney.ts'
import { formatUntil } from './formatUntil.ts'

export type ShowStateParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  readonly state: GateState
  readonly variantId: number
  readonly now: number
}

/** Fill in the state's panel and bring it to the front. */
export function showState(parameters: ShowStateParameters): void {
  const { element, config, state } = parameters
  const { texts } = config
  const isChoosing = state.kind === 'connecting' && state.wallet === null
  const name = panelOf(isChoosing ? state.back : state)
  const panel = element.querySelector<HTMLElement>(`[data-for=${name}]`)
  const set = (ref: string, text: string) => {
    const target = panel?.querySelector(`[data-ref=${ref}]`)
    if (target) target.textContent = text
  }

  switch (state.kind) {
    case 'locked':
      set('ask', state.wasRejected ? texts.rejected : texts.ask)
      break
    case 'connecting':
    case 'signing':
      if (state.wallet !== null) set('title', fillSentence(texts[state.kind], { wallet: state.wallet }))
      break
    case 'checking': {
      const chain = config.gates[0]?.chains[0]?.name ?? ''
      set('text', state.isSlow ? fillSentence(texts.slow, { chain }) : ' ')
      break
    }
    case 'unlocked':
      showUnlocked({ ...parameters, set, price: panel?.querySelector('[data-ref=price]') ?? null })
      break
    case 'refused': {
      const wallet = state.address ?? ''
      // "Yet" is for what more tokens would mend.
      const isOther = state.unmet.some((unmet) => unmet && unmet.because !== 'too-little')
      set('title', isOther ? texts.refusedOther : texts.refused)
      const lines = state.unmet.slice(0, 4).map((unmet) => {
        if (unmet === null) return texts.used
        const found = formatAmount(unmet.found, config.locale)
        const needed = formatAmount(unmet.needed, config.locale)
        return fillSentence(texts[textOfUnmet(unmet)], { ...unmet, found, needed, wallet })
      })
      const more = state.unmet.length - lines.length
      if (more > 0) lines.push(fillSentence(texts.more, { count: String(more) }))
      if (state.isHeld) lines.push(texts.held)
      const list = panel?.querySelector('[data-ref=unmet]')
      list?.replaceChildren(...[state.intro, ...lines].filter(Boolean).map(writeLine))
      const link = panel?.querySelector<HTMLElement>('[data-ref=vault]')
      // Only EVM wallets lend.
      if (link) link.hidden = !wallet.startsWith('0x')
      break
    }
    case 'failed': {
      const { chain } = state
      if (name === 'ledger') break
      set('title', chain === null ? texts.failedPlain : fillSentence(texts.failed, { chain }))
      set('text', texts[textOfReason[state.reason]])
      break
    }
  }

  element.dataset.state = state.kind
  element.dataset.panel = name
  const words = [...(panel?.querySelectorAll('.palisade-words > *') ?? [])].map((part) =>
    part.textContent?.trim(),
  )
  panel?.setAttribute('aria-label', words.filter(Boolean).join(' '))
}

/** A failure that has its own way on has its own panel. */
function panelOf(state: GateState): string {
  return state.kind === 'failed' && state.reason === 'ledger' ? 'ledger' : state.kind
}

/** A list has no name: which one it is is not told. */
function textOfUnmet({ because, name }: NonNullable<Unmet>): TextName {
  return because === 'excluded' && name === '' ? 'listed' : textOfBecause[because]
}

const textOfBecause = {
  'too-little': 'unmet',
  'too-much': 'tooMuch',
  'not-listed': 'notListed',
  listed: 'listed',
  excluded: 'excluded',
} satisfies Record<NonNullable<Unmet>['because'], TextName>

const textOfReason = {
  unknown: 'failedText',
  late: 'late',
  signature: 'signature',
  busy: 'busy',
  pending: 'pending',
  ledger: 'failedText',
  changed: 'changed',
  cart: 'cart',
} satisfies Record<FailureReason, TextName>

type ShowUnlockedParameters = ShowStateParameters & {
  readonly set: (ref: string, text: string) => void
  readonly price: Element | null
}

function showUnlocked(parameters: ShowUnlockedParameters): void {
  const { config, state, variantId, now, set, price } = parameters
  if (state.kind !== 'unlocked') return
  const { texts, moneyFormat, locale } = config
  const cents = config.prices[variantId]
  const isWhole = moneyFormat.includes('no_decimals')
  const offers = state.gates
    .flatMap((open) => config.gates.filter((gate) => gate.number === open.number))
    .map((gate) => ({
      gate,
      newCents: cents === undefined ? null : decidePrice({ cents, gives: gate.gives, isWhole }),
    }))
    .sort((a, b) => (a.newCents ?? Number.POSITIVE_INFINITY) - (b.newCents ?? Number.POSITIVE_INFINITY))
  const best = offers[0]
  if (!best) return

  set(
    'title',
    fillSentence(texts.unlocked, { give: fillSentence(best.gate.give, { value: best.gate.value }) }),
  )
  const until = formatUntil({ at: Math.min(...state.gates.map((gate) => gate.endsAt)), now, locale })
  const validity = fillSentence(texts.until, { time: until })
  set('text', state.address === null ? validity : `${state.address} · ${validity}`)

  if (config.showsPrice && cents !== undefined && best.newCents !== null) {
    price?.replaceChildren(
      writePrice('s', texts.regularPrice, formatMoney({ cents, format: moneyFormat })),
      ' ',
      writePrice('strong', texts.yourPrice, formatMoney({ cents: best.newCents, format: moneyFormat })),
      ` ${texts.atCheckout}`,
    )
  } else if (price) {
    const isPriced = best.gate.gives !== null && best.gate.gives.kind !== 'exclusive'
    price.textContent = isPriced ? texts.inCheckout : ''
  }
}

function writePrice(tag: 's' | 'strong', label: string, text: string): HTMLElement {
  const element = document.createElement(tag)
  const spoken = document.createElement('span')
  spoken.className = 'palisade-spoken'
  spoken.textContent = `${label} `
  element.append(spoken, text)
  return element
}

function writeLine(text: string): HTMLElement {
  const line = document.createElement('li')
  line.textContent = text
  return line
}
