import { requestNonce } from './api/requestNonce.ts'
import type { Nonces } from './createNonces.ts'
import { loadPart } from './loadPart.ts'
import type { WalletPart } from './mainWallet.ts'
import type { GateConfig } from './readConfig.ts'
import { closeVisit } from './run/closeVisit.ts'
import { deleteVisit } from './run/deleteVisit.ts'
import { loginToVisit } from './run/loginToVisit.ts'
import { openVisit } from './run/openVisit.ts'
import { hadFocus } from './run/renderCart.ts'
import { renderFailure } from './run/renderFailure.ts'
import { startCartWatch } from './run/startCartWatch.ts'
import { startRun } from './run/startRun.ts'
import type { GateRun } from './run/types.ts'
import type { Cover } from './show/createCover.ts'
import { formatShortAddress } from './show/formatShortAddress.ts'
import { isResting } from './state.ts'
import type { Wallet } from './wallets/types.ts'

export type RunGateParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  readonly cover: Cover
  /** Aborts when the block leaves the page. */
  readonly signal: AbortSignal
}

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
export function runGate(parameters: RunGateParameters): GateHandle {
  const { element, config, cover, signal } = parameters
  const onRenewal = (how: { readonly shows: boolean }) => void openVisit(run, how)
  const run: GateRun = startRun({ element, config, cover, onRenewal, signal })
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
  for (const name of ['unlocked', 'connected', 'disconnected'])
    document.addEventListener(`palisade:${name}`, follow, { signal })
  window.addEventListener('storage', follow, { signal })

  startCartWatch(run, signal)
  run.show()
  if (run.findVisit()) onRenewal({ shows: true })
  else actions.prepare?.()
  if (hadFocus) element.querySelector<HTMLElement>('[data-for=checking]')?.focus({ preventScroll: true })
  return {
    press: (ref) => actions[ref]?.(),
    show: run.show,
    isBusy: () => !isResting(run.readState()),
  }
}

/** No wallet waits longer for a slow shop: then it is asked for its account, and the shop for a text of that. */
const PATIENCE_MS = 4000

type Wallets = Omit<WalletPart, 'createNonces' | 'createWalletList' | 'createVaultDialog'> & {
  readonly nonces: Nonces
  readonly list: ReturnType<WalletPart['createWalletList']>
  readonly vaults: ReturnType<WalletPart['createVaultDialog']>
}

type Actions = Readonly<Record<string, () => void>>

/** The actions of the card's buttons, by button name; `prepare` loads what they need. */
function createActions(run: GateRun, signal: AbortSignal): Actions {
  const { element, config, dispatch } = run
  let lastWallet: Wallet | null = null
  let wallets: Wallets | null = null
  const open = async (): Promise<Wallets> => {
    const part = await loadPart<WalletPart>('palisadeWallet', config.parts.wallet)
    signal.throwIfAborted()
    wallets ??= {
      ...part,
      nonces: part.createNonces(() =>
        requestNonce({ proxyPath: config.proxyPath, ask: {}, timeoutMs: PATIENCE_MS }),
      ),
      list: part.createWalletList({ element, config, signal, onChoose: login, onClose }),
      vaults: part.createVaultDialog({ element, onChoose: recheck, signal }),
    }
    return wallets
  }
  /** Do something with the wallets; if their script cannot be loaded, the card says so. */
  const use = (deed: (wallets: Wallets) => void) => {
    if (wallets) return deed(wallets)
    open().then(deed, (error: unknown) => renderFailure(run, { error, signal }))
  }
  const tellAccount = (address: string | null) => {
    dispatch({ kind: 'accountChanged', address: address && formatShortAddress(address) })
    // The signature of the account that was asked is not waited for.
    if (run.readState().kind === 'failed') run.begin()
  }
  const login = (wallet: Wallet, isLedger = false) => {
    use(({ loginWithWallet, listenForAccounts, nonces }) => {
      const isFirst = wallet !== lastWallet
      lastWallet = wallet
      if (isFirst) listenForAccounts(wallet, (address) => wallet === lastWallet && tellAccount(address))
      void loginToVisit(run, { wallet, isLedger, isFirst, nonces, loginWithWallet })
    })
  }
  const loginAgain = (isLedger?: boolean) => {
    if (!lastWallet) return choose()
    dispatch({ kind: 'connectPressed' })
    login(lastWallet, isLedger)
  }
  const onClose = () => dispatch({ kind: 'cancelled' })
  const recheck = (...vaults: readonly string[]) =>
    void openVisit(run, { shows: true, isSilent: false, vaults })
  const choose = () => {
    dispatch({ kind: 'connectPressed' })
    if (run.readState().kind !== 'connecting') return
    use(({ list, nonces, updateAppLinks }) => {
      nonces.prepare()
      list.open()
      // A shopper who has a wallet here needs no other app.
      if (!element.querySelector('[data-ref=wallets] li:not([data-id=walletConnect])'))
        updateAppLinks(run).catch(() => {})
    })
  }
  const vault = () => {
    const state = run.readState()
    if (state.kind === 'refused') use(({ vaults }) => vaults.open(state.vaults))
  }
  /** Whether the button that goes on asks the last wallet for a signature, without the list. */
  const asksWallet = () => {
    const state = run.readState()
    if (state.kind === 'unlocked') return state.shown
    const isUsed = state.kind === 'failed' && /NONCE|SIGN|LOGIN|pending|switched/.test(state.reason)
    return isUsed || !run.findVisit()
  }
  const prepare = () => {
    if (lastWallet && /failed|unlocked/.test(`${element.dataset.panel}`) && asksWallet())
      wallets?.nonces.prepare()
  }
  element.addEventListener('pointerover', prepare, { signal })
  const cancel = () => {
    run.begin()
    dispatch({ kind: 'cancelled' })
  }
  return {
    ...{ connect: choose, vault, cancel },
    again: () => (asksWallet() ? loginAgain() : recheck()),
    another: () => (run.readState().kind === 'unlocked' && asksWallet() ? loginAgain() : choose()),
    ledger: () => loginAgain(true),
    prepare: () => void open().catch(() => {}),
    copy: () => writeClipboard(element, config),
    checkVault: () => use(({ vaults }) => vaults.take()),
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
