import type { Gates } from '../storefront/createGates.ts'
import type { GateState, GatesState } from '../storefront/types.ts'
import type { Rival } from './addCodes.ts'
import { codeOf, describeFailure } from './describeFailure.ts'
import { describeGift, describeMissing, describeNeed, describeTitle } from './describeGate.ts'
import { chooseStanding, describeShut, describeTerms } from './describeTerms.ts'
import { formatTime } from './formatTime.ts'
import { listFamilies, renderApps } from './renderApps.ts'
import { addStyles, createButton, createLink, type Panel, renderPanel, replacePanel } from './renderPanel.ts'
import { renderTokens } from './renderTokens.ts'
import type { Texts } from './texts.ts'

/** A card in the page, with the theme block's own style sheet. */
export type Card = { readonly element: HTMLElement; readonly render: (state: GatesState) => void }

export type CreateCardParameters = {
  readonly texts: Texts
  readonly gates: Gates
  /** Origin of Palisade's server. */
  readonly origin: string
  /** Whether the page was opened by the link of a one-time pass. */
  readonly hasPass: boolean
  /** Gives up what a wallet was asked for. */
  readonly cancel: () => void
  /** The shopper's own code, which the cart holds; null without one. */
  readonly readRival: () => Rival | null
  /** Puts the offer's code into the cart, whatever it takes the place of. */
  readonly useOffer: () => void
  readonly keepRival: () => void
}

/** A wallet that shows nothing for so long may wait behind its button in the browser. */
const SLOW_MS = 5000
/** The store's own page for signing in. */
const LOGIN_PAGE = '/login.php'

/** Create the card of a page's gates. It is an ordinary element: no custom one, whose script would be another. */
export function createCard(parameters: CreateCardParameters): Card {
  const { texts, gates } = parameters
  addStyles()
  const element = document.createElement('palisade-gate')
  element.className = 'palisade-gate'
  element.lang = texts('language')
  element.dir = ['ar', 'he'].includes(element.lang) ? 'rtl' : 'ltr'
  let isChoosing = false
  let chosen = ''
  let last = ''
  let slow: ReturnType<typeof setTimeout> | null = null
  let isSlow = false
  const redraw = () => render(gates.readState())
  const parts = createPanels(parameters, {
    run: (deed) => () => {
      isChoosing = false
      deed().catch(() => undefined)
    },
    choose: () => {
      isChoosing = true
      gates.prepare()
      redraw()
    },
    close: () => {
      isChoosing = false
      redraw()
    },
    name: (wallet) => {
      chosen = wallet
    },
  })
  const watch = (state: GatesState) => {
    const isAsking = state.step === 'connecting' || state.step === 'signing'
    if (!isAsking && slow !== null) clearTimeout(slow)
    if (!isAsking) [slow, isSlow] = [null, false]
    else
      slow ??= setTimeout(() => {
        isSlow = true
        redraw()
      }, SLOW_MS)
  }
  const render = (state: GatesState) => {
    watch(state)
    const shown = { ...state, gates: state.gates.filter((gate) => chooseStanding(gate) !== 'hidden') }
    const isOpening = isChoosing && state.step === 'idle'
    const panel = isOpening ? parts.choice(shown) : parts.panel(shown, { chosen, isSlow })
    element.dataset.panel = panel.name
    element.dataset.state = panel.name
    const next = renderPanel(panel)
    const html = next.outerHTML
    // A press that began on a button ends on it, and a list that is open stays open.
    if (html === last) return
    last = html
    replacePanel(element, next)
  }
  return { element, render }
}

type Handlers = {
  readonly run: (deed: () => Promise<unknown>) => () => void
  readonly choose: () => void
  readonly close: () => void
  readonly name: (wallet: string) => void
}

function createPanels(parameters: CreateCardParameters, handlers: Handlers) {
  const { texts, gates, origin, cancel } = parameters
  const { run, choose, close, name } = handlers
  const choice = ({ wallets: all, gates: shown }: GatesState): Panel => {
    const families = listFamilies(shown)
    // A wallet of another family opens none of these gates.
    const wallets = all.filter(({ family }) => families.includes(family))
    return {
      ...{ name: 'locked', icon: 'wallet', title: texts('choosing.title') },
      lines: wallets.some(({ id }) => id !== 'walletConnect') ? [] : [texts('choosing.none')],
      actions: [
        ...wallets.map((wallet) =>
          createButton(
            wallet.name ?? texts('choosing.browser_wallet'),
            run(() => {
              name(wallet.name ?? '')
              return gates.login(wallet)
            }),
          ),
        ),
        createLink(texts('choosing.close'), close),
      ],
      // Who has a wallet in this browser needs no other way.
      more: wallets.some(({ id }) => id !== 'walletConnect')
        ? []
        : [renderApps({ gates: shown, texts, origin })],
    }
  }
  const panel = (state: GatesState, { chosen, isSlow }: { chosen: string; isSlow: boolean }): Panel => {
    if (state.step === 'connecting' || state.step === 'signing') {
      const wallet = chosen || texts('choosing.browser_wallet')
      return {
        ...{ name: state.step, icon: 'wallet', title: texts(`${state.step}.title`, { wallet }) },
        lines: [
          texts(`${state.step}.text`),
          ...(isSlow && wallet !== 'WalletConnect' ? [texts('connecting.hint', { wallet })] : []),
        ],
        actions: [createLink(texts('connecting.cancel'), cancel)],
      }
    }
    if (state.step === 'checking' && state.address !== null)
      return { name: 'checking', icon: 'wallet', title: texts('checking.title'), actions: [] }
    return composeResult({ ...parameters, state, run, choose })
  }
  return { choice, panel }
}

type Composing = Omit<CreateCardParameters, 'cancel' | 'origin'> & {
  readonly state: GatesState
  readonly run: Handlers['run']
  readonly choose: () => void
}

function composeResult(composing: Composing): Panel {
  const { state, texts, gates, run, choose } = composing
  const own = listDeciding(state.gates)
  const open = own.filter(({ result }) => result.kind === 'open')
  const closed = own.filter(({ result }) => result.kind === 'closed')
  const unchecked = own.some(({ result }) => result.kind === 'unchecked')
  const another = createLink(texts('refused.another'), choose)
  if (open.length > 0) return composeOpen(composing, open)
  if (state.error && codeOf(state.error) === 'ERR_SESSION_UNKNOWN') return composeEnded(composing)
  const failure = state.error && describeFailure(state.error, texts)
  if (failure?.isHarmless) return { ...composeLocked(composing), lines: [failure.title] }
  if (failure || unchecked) {
    const again = () => run(() => gates.renew())()
    return {
      ...{ name: 'failed', icon: 'alert', title: failure?.title ?? texts('failed.title_plain') },
      lines: [failure?.text ?? texts('failed.text')],
      actions:
        state.address === null
          ? [createButton(texts('failed.again'), choose)]
          : [createButton(texts('failed.again'), again), another],
    }
  }
  if (closed.length === 0) return composeLocked(composing)
  const asksForLogin = closed.some(({ result }) => result.kind === 'closed' && result.because === 'sign-in')
  return {
    ...{ name: 'refused', icon: 'minus' },
    title: texts(asksForLogin ? 'refused.title_sign_in' : chooseRefusedTitle(closed)),
    lines: closed.flatMap((gate) => listRefusals(gate, texts)),
    actions: [
      ...(asksForLogin
        ? [createButton(texts('refused.log_in'), () => location.assign(LOGIN_PAGE)), another]
        : [createButton(texts('refused.another'), choose)]),
    ],
  }
}

/** The visit has ended. A pass was used, withdrawn or is over; a login is simply made again. */
function composeEnded(composing: Composing): Panel {
  const { texts, choose, hasPass } = composing
  if (!hasPass) return composeLocked(composing)
  return {
    ...{ name: 'refused', icon: 'minus', title: texts('refused.title_used_up') },
    actions: [createButton(texts('locked.connect'), choose)],
  }
}

function composeLocked({ state, texts, choose }: Composing): Panel {
  const running = state.gates.filter((gate) => chooseStanding(gate) === 'running')
  const title = state.gates.map((gate) => describeTitle(gate, texts)).join(' · ')
  if (running.length === 0)
    return {
      ...{ name: 'locked', icon: 'lock', title, actions: [] },
      lines: state.gates.map((gate) => describeShut(gate, texts)),
    }
  const isExclusive = running.some(({ gives }) => gives.exclusive === true)
  return {
    ...{ name: 'locked', icon: 'lock', title },
    lines: [
      ...running.flatMap(({ needs }) => needs.conditions.map((condition) => describeNeed(condition, texts))),
      ...running.flatMap((gate) => describeTerms(gate, texts)),
      texts(isExclusive ? 'locked.exclusive' : 'locked.price'),
    ],
    actions: [createButton(texts('locked.connect'), choose)],
  }
}

function composeOpen(composing: Composing, open: readonly GateState[]): Panel {
  const { state, texts, gates, run, readRival, useOffer, keepRival } = composing
  const rival = readRival()
  const isAsked = rival?.isKept === false
  const code = rival?.code ?? ''
  return {
    ...{ name: 'unlocked', icon: 'check', codes: state.codes },
    title: texts('unlocked.title', { give: open.map((gate) => describeGift(gate, texts)).join(', ') }),
    lines: [
      ...(rival ? [] : [texts('unlocked.in_checkout')]),
      ...(isAsked ? [texts('coupon.rival', { code })] : []),
      ...(state.endsAt === null ? [] : [texts('unlocked.until', { time: formatTime(state.endsAt) })]),
    ],
    actions: [
      ...(isAsked ? [createButton(texts('coupon.use'), useOffer)] : []),
      ...(isAsked ? [createLink(texts('coupon.keep', { code }), keepRival)] : []),
      ...(rival && !isAsked ? [createLink(texts('coupon.use'), useOffer)] : []),
      createLink(
        texts('unlocked.disconnect'),
        run(() => gates.disconnect()),
      ),
    ],
    more: open
      .filter(({ gives }) => Number(gives.per_token ?? 0) > 0)
      .map((gate) => renderTokens({ gate, gates, texts })),
  }
}

/** The title of gates that are all closed for the same reason, other than what a wallet holds. */
function chooseRefusedTitle(closed: readonly GateState[]): string {
  const reasons = new Set(closed.map(({ result }) => (result.kind === 'closed' ? result.because : '')))
  const [reason = ''] = reasons
  const isOther = reasons.size === 1 && /^(?:not-started|ended|paused|used-up)$/.test(reason)
  return isOther ? `refused.title_${reason.replace(/-/g, '_')}` : 'refused.title'
}

function listRefusals({ result }: GateState, texts: Texts): string[] {
  if (result.kind !== 'closed') return []
  if (result.lines.length > 0) return result.lines.map((line) => describeMissing(line, texts))
  const time = result.startsAt ? formatTime(result.startsAt) : ''
  return [texts(`refused.${result.because.replace(/-/g, '_')}`, { time })]
}

/** Where only holders can buy, a gate that merely reduces the price unlocks nothing. */
function listDeciding(gates: readonly GateState[]): readonly GateState[] {
  const exclusive = gates.filter(({ gives }) => gives.exclusive === true)
  const isShut = exclusive.length > 0 && exclusive.every(({ result }) => result.kind !== 'open')
  return isShut ? exclusive : gates
}
