import { ProxyError } from './api/postProxy.ts'
import { renewVisit } from './api/renewVisit.ts'
import type { CheckAnswer, CheckRequest } from './api/types.ts'
import { unlockGates } from './api/unlockGates.ts'
import { fetchCart } from './cart/fetchCart.ts'
import { writeCartProofs } from './cart/writeCartProofs.ts'
import { checkGates } from './checkGates.ts'
import { followProductForms } from './followProductForms.ts'
import { loginWithWallet } from './loginWithWallet.ts'
import { prepareWalletList } from './prepareWalletList.ts'
import type { GateConfig } from './readConfig.ts'
import { reasonOf } from './reasonOf.ts'
import { forgetGates } from './session/rememberGates.ts'
import { findVisit, forgetVisit } from './session/storeVisit.ts'
import { announceState } from './show/announceState.ts'
import { formatAmount } from './show/formatAmount.ts'
import { maskAddress } from './show/maskAddress.ts'
import { showState } from './show/showState.ts'
import { showWalletIcon } from './show/showWallets.ts'
import { type GateEvent, type GateState, locked, reduceState } from './state.ts'
import { isPending, isRejection } from './wallets/isRejection.ts'
import type { EvmWallet } from './wallets/types.ts'

export type RunGateParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  /** Aborts when the block leaves the page. */
  readonly signal: AbortSignal
}

const slowAfterMs = 3000
/** How long before a proof ends the next one is asked for: enough to walk through a checkout. */
const renewalLeadSeconds = 10 * 60

/** Run one block: from a press to the wallet, to the proxy, to the cart. */
export function runGate(parameters: RunGateParameters): void {
  const { element, config, signal } = parameters
  const { shop, proxyPath, rootUrl } = config
  const storage = findStorage()
  let state: GateState = locked
  let run = new AbortController()
  let lastWallet: EvmWallet | null = null
  let renewal: ReturnType<typeof setTimeout> | undefined

  const now = () => Math.floor(Date.now() / 1000)
  const visit = () => findVisit({ storage, shop, now: now() })

  const forms = followProductForms({
    document,
    variantIds: Object.keys(config.prices),
    signal,
    onVariant: () => {
      show()
      if (state.kind === 'unlocked') void renew({ shows: false })
    },
  })
  const wallets = prepareWalletList({
    element,
    config,
    signal,
    onChoose: (wallet) => void login(wallet),
    onClose: () => dispatch({ kind: 'cancelled' }),
  })

  const variantId = () => forms.readChosen() ?? config.variantId
  const show = () => showState({ element, config, state, variantId: variantId(), now: now() })

  function dispatch(event: GateEvent): void {
    const before = state
    state = reduceState(before, event)
    if (state === before) return
    show()
    announceState({ element, before, state })
  }

  function begin(): AbortSignal {
    run.abort()
    run = new AbortController()
    clearTimeout(renewal)
    return run.signal
  }

  function choose(): void {
    dispatch({ kind: 'connectPressed' })
    if (state.kind === 'connecting') wallets.open()
  }

  async function login(wallet: EvmWallet): Promise<void> {
    const signal = begin()
    lastWallet = wallet
    showWalletIcon({ element, wallet, showsIcons: config.showsIcons })
    dispatch({ kind: 'walletChosen', wallet: wallet.name ?? config.texts.browserWallet })
    try {
      let address = ''
      const onAccount = (account: string) => {
        address = maskAddress(account)
        dispatch({ kind: 'accountGiven', address })
      }
      const login = await loginWithWallet({ config, provider: wallet.provider, onAccount, signal })
      dispatch({ kind: 'checkStarted', address, isSilent: false })
      const session = visit()?.session ?? null
      await check(address, signal, (request) => unlockGates({ proxyPath, login, request, session, signal }))
    } catch (error) {
      fail(error, signal)
    }
  }

  /** Check an earlier visit's wallets again; `shows` whether the card says so meanwhile. */
  async function renew({ shows, isSilent = true }: { shows: boolean; isSilent?: boolean }): Promise<void> {
    const known = visit()
    if (!known) return dispatch({ kind: 'forgotten' })
    const signal = begin()
    if (shows) dispatch({ kind: 'checkStarted', address: known.address, isSilent })
    try {
      await check(null, signal, (request) =>
        renewVisit({ proxyPath, session: known.session, request, signal }),
      )
    } catch (error) {
      if (isSessionUnknown(error)) forget()
      else fail(error, signal)
    }
  }

  async function check(
    address: string | null,
    signal: AbortSignal,
    ask: (request: CheckRequest) => Promise<CheckAnswer>,
  ): Promise<void> {
    const slow = setTimeout(() => signal.aborted || dispatch({ kind: 'gotSlow' }), slowAfterMs)
    try {
      const result = await checkGates({
        config,
        variantId: variantId(),
        storage,
        now: now(),
        address,
        ask,
        signal,
      })
      const { outcome, lineProofs, hasChangedCart } = result
      forms.place(outcome.kind === 'refused' ? [] : lineProofs)
      if (hasChangedCart) emit(document, 'cart:refresh', {})
      signal.throwIfAborted()
      dispatch({ kind: 'answered', outcome })
      if (outcome.kind === 'unlocked') {
        const endsAt = Math.min(...outcome.gates.map((gate) => gate.endsAt))
        const seconds = Math.max(endsAt - now() - renewalLeadSeconds, 60)
        renewal = setTimeout(() => void renew({ shows: true }), Math.min(seconds * 1000, 2 ** 31 - 1))
        emit(element, 'palisade:unlocked', { gates: outcome.gates.map((gate) => gate.number), endsAt })
      }
      if (outcome.kind === 'refused') emit(element, 'palisade:refused', { unmet: outcome.unmet })
    } finally {
      clearTimeout(slow)
    }
  }

  function fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return
    const reason = isPending(error) ? 'pending' : reasonOf(error)
    if (reason === 'changed') forgetGates({ storage, shop })
    const failed: GateEvent = { kind: 'answered', outcome: { kind: 'failed', reason, chain: null } }
    dispatch(isRejection(error) ? { kind: 'rejected' } : failed)
  }

  function forget(): void {
    begin()
    forgetVisit({ storage, shop })
    forms.place([])
    dispatch({ kind: 'forgotten' })
  }

  async function disconnect(): Promise<void> {
    forget()
    const cart = await fetchCart({ rootUrl, path: 'cart.js' })
    const { hasChanged } = await writeCartProofs({
      rootUrl,
      cart,
      proof: null,
      lineProofs: [],
      seenGates: null,
    })
    if (hasChanged) emit(document, 'cart:refresh', {})
  }

  function again(): void {
    const needsSignature = state.kind === 'failed' && /late|signature|pending/.test(state.reason)
    if (visit() && !needsSignature) return void renew({ shows: true, isSilent: false })
    dispatch({ kind: 'connectPressed' })
    if (lastWallet) void login(lastWallet)
    else wallets.open()
  }

  const actions: Readonly<Record<string, () => void>> = {
    connect: choose,
    another: choose,
    again,
    cancel: () => {
      begin()
      dispatch({ kind: 'cancelled' })
    },
    // A cart that cannot be reached keeps a proof that ends by itself.
    disconnect: () => void disconnect().catch(() => {}),
  }
  element.addEventListener(
    'click',
    (event) => {
      const ref = (event.target as Element).closest('button')?.dataset.ref
      if (ref) actions[ref]?.()
    },
    { signal },
  )
  window.addEventListener(
    'pageshow',
    (event) => {
      if (event.persisted) void renew({ shows: state.kind !== 'unlocked' })
    },
    { signal },
  )
  signal.addEventListener('abort', begin)

  for (const number of element.querySelectorAll('[data-number]')) {
    number.textContent = formatAmount(number.textContent ?? '', config.locale)
  }
  if (visit()) void renew({ shows: true })
}

function isSessionUnknown(error: unknown): boolean {
  return error instanceof ProxyError && error.code === 'ERR_SESSION_UNKNOWN'
}

function emit(target: EventTarget, name: string, detail: object): void {
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }))
}

/** Browsers that forbid storage throw at the mere mention. */
function findStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}
