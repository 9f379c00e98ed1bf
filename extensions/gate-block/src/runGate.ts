import { createVaultDialog } from './createVaultDialog.ts'
import { createWalletList } from './createWalletList.ts'
import type { GateConfig } from './readConfig.ts'
import { deleteVisit } from './run/deleteVisit.ts'
import { loginToVisit } from './run/loginToVisit.ts'
import { openVisit } from './run/openVisit.ts'
import { hadFocus } from './run/renderCart.ts'
import { startCartWatch } from './run/startCartWatch.ts'
import { startRun } from './run/startRun.ts'
import type { GateRun } from './run/types.ts'
import { formatAmount } from './show/formatAmount.ts'
import { formatUntil } from './show/formatUntil.ts'
import { isResting } from './state.ts'
import type { Wallet } from './wallets/types.ts'

export type RunGateParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  /** Aborts when the block leaves the page. */
  readonly signal: AbortSignal
}

/** Run one block: wallet, proxy, cart. */
export function runGate(parameters: RunGateParameters): void {
  const { element, config, signal } = parameters
  const onRenewal = (how: { readonly shows: boolean }) => void openVisit(run, how)
  const run: GateRun = startRun({ element, config, onRenewal, signal })
  const actions = createActions(run, signal)
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
      if (event.persisted) onRenewal({ shows: run.readState().kind !== 'unlocked' })
    },
    { signal },
  )
  document.addEventListener(
    'palisade:unlocked',
    () => {
      // Another block of the page has unlocked. On the cart page the reload covers this.
      const state = run.readState()
      if (config.productId && isResting(state) && state.kind !== 'unlocked') onRenewal({ shows: true })
    },
    { signal },
  )

  startCartWatch(run, signal)
  const { locale } = config
  for (const number of element.querySelectorAll('[data-number]')) {
    number.textContent = formatAmount(number.textContent ?? '', locale)
  }
  for (const time of element.querySelectorAll<HTMLElement>('[data-time]')) {
    time.textContent = formatUntil({ at: +(time.dataset.time as string), now: run.now(), locale })
  }
  if (run.findVisit()) onRenewal({ shows: true })
  if (hadFocus) element.querySelector<HTMLElement>('[data-for=checking]')?.focus({ preventScroll: true })
}

/** The actions of the card's buttons, by button name. */
function createActions(run: GateRun, signal: AbortSignal): Readonly<Record<string, () => void>> {
  const { element, config, dispatch } = run
  let lastWallet: Wallet | null = null
  const login = (wallet: Wallet, isLedger = false) => {
    lastWallet = wallet
    void loginToVisit(run, { wallet, isLedger })
  }
  const onClose = () => dispatch({ kind: 'cancelled' })
  const wallets = createWalletList({ element, config, signal, onChoose: (wallet) => login(wallet), onClose })
  const choose = () => {
    dispatch({ kind: 'connectPressed' })
    if (run.readState().kind === 'connecting') wallets.open()
  }
  const recheck = (...vaults: readonly string[]) =>
    void openVisit(run, { shows: true, isSilent: false, vaults })
  const vaults = createVaultDialog({ element, onChoose: recheck, signal })
  const vault = () => {
    const state = run.readState()
    if (state.kind === 'refused') vaults.open(state.vaults)
  }
  const ledger = () => {
    dispatch({ kind: 'connectPressed' })
    if (lastWallet) login(lastWallet, true)
  }
  const again = () => {
    const state = run.readState()
    const needsSignature = state.kind === 'failed' && /NONCE|SIGN|LOGIN|pending/.test(state.reason)
    if (run.findVisit() && !needsSignature) return recheck()
    dispatch({ kind: 'connectPressed' })
    if (lastWallet) login(lastWallet)
    else wallets.open()
  }
  const cancel = () => {
    run.begin()
    dispatch({ kind: 'cancelled' })
  }
  return {
    ...{ connect: choose, another: choose, again, ledger, vault, checkVault: vaults.take, cancel },
    disconnect: () => void deleteVisit(run),
  }
}
