import { requestNonce } from './api/requestNonce.ts'
import { createNonces } from './createNonces.ts'
import { createVaultDialog } from './createVaultDialog.ts'
import { createWalletList } from './createWalletList.ts'
import type { CardWallet } from './flow/types.ts'
import type { GateConfig } from './readConfig.ts'
import { closeVisit } from './run/closeVisit.ts'
import { deleteVisit } from './run/deleteVisit.ts'
import { loginToVisit } from './run/loginToVisit.ts'
import { openVisit } from './run/openVisit.ts'
import { hadFocus } from './run/renderCart.ts'
import { startCartWatch } from './run/startCartWatch.ts'
import { type StartRunParameters, startRun } from './run/startRun.ts'
import type { GateRun } from './run/types.ts'
import { formatShortAddress } from './show/formatShortAddress.ts'
import { isResting, reduceCancel, reduceConnect, reduceShown } from './state.ts'
import { updateAppLinks } from './updateAppLinks.ts'
import { listenForAccounts } from './wallets/listenForAccounts.ts'

/** What the element may do with its running block. */
export type GateHandle = {
  /** Do what a button of the block is for, by its `data-ref`. */
  readonly press: (ref: string) => void
  /** Show the state again, after a theme has changed the block. */
  readonly show: () => void
  /** Whether the shopper or the server is being asked something. */
  readonly isBusy: () => boolean
}

/** Run one block: wallet, proxy, cart. */
export function runGate(parameters: StartRunParameters): GateHandle {
  const { element, config, signal } = parameters
  const onRenewal = (how: { readonly shows: boolean }) => void openVisit(run, how)
  const run: GateRun = startRun(parameters, onRenewal)
  const actions = createActions(run, signal)
  window.addEventListener(
    'pageshow',
    (event) => {
      if (event.persisted) onRenewal({ shows: run.readState().kind !== 'unlocked' })
    },
    { signal },
  )
  const follow = ({ type }: Event) => {
    // Another block of the page, or another tab, has unlocked. On the cart page the reload covers this.
    const state = run.readState()
    if ((!config.productId && !/connected/.test(type)) || !isResting(state)) return
    if (!run.findVisit()) state.kind === 'unlocked' && closeVisit(run)
    else if (state.kind !== 'unlocked') onRenewal({ shows: true })
  }
  for (const type of ['storage', 'palisade:unlocked', 'palisade:connected', 'palisade:disconnected'])
    window.addEventListener(type, follow, { signal })

  startCartWatch(run, signal)
  run.show()
  if (run.findVisit()) onRenewal({ shows: true })
  if (hadFocus) element.querySelector<HTMLElement>('[data-for=checking]')?.focus({ preventScroll: true })
  return {
    press: (ref) => actions[ref]?.(),
    show: run.show,
    isBusy: () => !isResting(run.readState()),
  }
}

/** No wallet waits longer for a slow shop: then it is asked for its account, and the shop for a text of that. */
const PATIENCE_MS = 4000

type Actions = Readonly<Record<string, () => void>>

/** The actions of the card's buttons, by button name. */
function createActions(run: GateRun, signal: AbortSignal): Actions {
  const { element, config, dispatch } = run
  let lastWallet: CardWallet | null = null
  const nonces = createNonces(() =>
    requestNonce({ proxyPath: config.proxyPath, ask: {}, timeoutMs: PATIENCE_MS }),
  )
  const tellAccount = (address: string | null) => {
    dispatch(reduceShown, address && formatShortAddress(address))
    // The signature of the account that was asked is not waited for.
    if (run.readState().kind === 'failed') run.begin()
  }
  const login = (wallet: CardWallet, isLedger = false) => {
    const isFirst = wallet !== lastWallet
    lastWallet = wallet
    void loginToVisit(run, { wallet, isLedger, isFirst, nonces })
    // Last: a wallet may throw at this.
    if (isFirst) listenForAccounts(wallet, (address) => wallet === lastWallet && tellAccount(address))
  }
  const loginAgain = (isLedger?: boolean) => {
    if (!lastWallet) return choose()
    dispatch(reduceConnect)
    login(lastWallet, isLedger)
  }
  const onClose = () => dispatch(reduceCancel)
  const recheck = (...vaults: readonly string[]) =>
    void openVisit(run, { shows: true, isSilent: false, vaults })
  const choose = () => {
    dispatch(reduceConnect)
    if (run.readState().kind !== 'connecting') return
    nonces.prepare()
    list.open()
    // A shopper who has a wallet here needs no other app.
    if (!element.querySelector('[data-ref=wallets] li:not([data-id^=remote])'))
      updateAppLinks(run).catch(() => {})
  }
  const vault = () => {
    const state = run.readState()
    if (state.kind === 'refused') vaults.open(state.vaults)
  }
  /** Whether the button that goes on asks the last wallet for a signature, without the list. */
  const asksWallet = () => {
    const state = run.readState()
    if (state.kind === 'unlocked') return state.shown
    const isUsed = state.kind === 'failed' && /NONCE|SIGN|LOGIN|pending|switched/.test(state.reason)
    return isUsed || !run.findVisit()
  }
  const prepare = () => {
    if (lastWallet && /failed|unlocked/.test(`${element.dataset.panel}`) && asksWallet()) nonces.prepare()
  }
  element.addEventListener('pointerover', prepare, { signal })
  const list = createWalletList({ element, config, signal, onChoose: login, onClose })
  const vaults = createVaultDialog(element, signal, recheck)
  const cancel = () => {
    run.begin()
    dispatch(reduceCancel)
  }
  return {
    ...{ connect: choose, vault, cancel },
    again: () => (asksWallet() ? loginAgain() : recheck()),
    another: () => (run.readState().kind === 'unlocked' && asksWallet() ? loginAgain() : choose()),
    ledger: () => loginAgain(true),
    copy: () => writeClipboard(element, config),
    checkVault: vaults.take,
    disconnect: () => void deleteVisit(run),
  }
}

/** Copy the page's link. Where a browser forbids that, it is selected, for the shopper to copy. */
function writeClipboard(element: HTMLElement, { texts }: GateConfig): void {
  const button = element.querySelector('[data-ref=copy]') as Element
  const input = button.previousElementSibling as HTMLInputElement
  input.select()
  navigator.clipboard?.writeText(input.value).then(
    () => button.replaceChildren(texts.copied),
    () => {},
  )
}
