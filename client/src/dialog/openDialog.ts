import { createIcon, renderWallets } from '../../../extensions/gate-block/src/show/renderWallets.ts'
import { listenForEvmWallets } from '../../../extensions/gate-block/src/wallets/listenForEvmWallets.ts'
import { listenForSolanaWallets } from '../../../extensions/gate-block/src/wallets/listenForSolanaWallets.ts'
import type { Wallet } from '../../../extensions/gate-block/src/wallets/types.ts'
import type { Theme } from '../../../public/palisade.d.ts'
import type { Dialog } from '../login/runWalletDialog.ts'
import { PicketError } from '../PicketError.ts'
import { createApps, type QrShape } from './createApps.ts'
import { describeScreen, type Press, type Screen } from './describeScreen.ts'
import type { Speech } from './loadTexts.ts'
import { createMark, writeSkeleton } from './skeleton.ts'
import { styles } from './styles.ts'

export type OpenDialogParameters = {
  readonly speech: Speech
  /** Default: light, unless the page declares a dark color scheme. */
  readonly theme: Theme | undefined
  /** The chain's name until the server has answered it. */
  readonly chain: string
  readonly signal: AbortSignal | undefined
  readonly drawQr: (page: string) => Promise<QrShape>
}

/** Open a separate dialog for one call, in a shadow root, which the page's CSS does not reach. */
export function openDialog(parameters: OpenDialogParameters): Dialog {
  const { speech, signal, drawQr } = parameters
  const { texts } = speech
  const host = document.createElement('palisade-dialog')
  host.dataset.theme = parameters.theme ?? readPageTheme()
  host.lang = speech.language
  host.dir = speech.dir
  const root = host.attachShadow({ mode: 'open' })
  const family = /^solana/i.test(parameters.chain) ? 'solana' : 'evm'
  const parts = writeSkeleton({ root, texts, styles })
  const ways = createApps({ texts, page: location.href.replace(/#.*/s, ''), family, drawQr })
  const { dialog, heading, words, list, help, none, actions, mark } = parts
  const page = new AbortController()
  let chainName = parameters.chain.replace(/^./, (letter) => letter.toUpperCase())
  let settle: { resolve: (answer: Press | Wallet) => void; reject: (error: Error) => void } | null = null
  let hintTimer: ReturnType<typeof setTimeout> | undefined

  const answer = (what: Press | Wallet) => settle?.resolve(what)
  const onChange = (wallets: readonly Wallet[]) => {
    renderWallets({
      list,
      wallets,
      fallbackName: texts.browserWallet,
      showsIcons: true,
      icon: createMark('wallet'),
      onChoose: answer,
    })
    renderNone()
    if (root.activeElement === heading && !list.hidden) list.querySelector('button')?.focus()
  }
  /** Say that there is no wallet, or offer the way to one elsewhere below the list. */
  const renderNone = () => {
    const isNone = list.children.length === 0
    none.hidden = list.hidden || !isNone
    const place = isNone ? none : help
    if (ways.parentElement !== place) place.append(ways)
  }
  listenForWallets({ family, onChange, signal: page.signal })

  const renderText = (lines: readonly string[]) =>
    words.replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement('p')
        paragraph.textContent = line
        return paragraph
      }),
    )

  const show = (screen: Screen) => {
    const view = describeScreen({ screen, chainName, speech })
    clearTimeout(hintTimer)
    // Only the site's developers can fix this, and they read the console.
    if (screen.kind === 'failed' && view.buttons.length === 0) console.error(screen.error)
    dialog.dataset.tone = view.tone
    heading.textContent = view.title
    renderText(view.lines)
    const { hint } = view
    if (hint) hintTimer = setTimeout(() => renderText([hint.text]), hint.afterMs)
    const isList = view.tone === 'list'
    list.hidden = help.hidden = !isList
    renderNone()
    mark.hidden = isList
    if (screen.kind !== 'choosing') {
      const icon = view.tone === 'no' ? null : screen.wallet.icon
      mark.replaceChildren(icon ? createIcon(icon) : createMark(view.tone === 'no' ? 'no' : 'wallet'))
    }
    actions.replaceChildren(
      ...view.buttons.map(({ press, label }, index) => {
        const button = document.createElement('button')
        button.type = 'button'
        button.className = index === 0 && view.tone !== 'busy' ? 'primary' : 'plain'
        button.textContent = label
        button.addEventListener('click', () => answer(press))
        return button
      }),
    )
    const first = isList ? list.querySelector('button') : null
    ;(first ?? heading).focus({ preventScroll: true })
  }

  const end = () => {
    page.abort()
    clearTimeout(hintTimer)
    signal?.removeEventListener('abort', close)
    host.remove()
    settle?.reject(closed())
  }
  const close = () => {
    if (dialog.open) dialog.close()
  }
  dialog.addEventListener('close', end)
  dialog.addEventListener('click', (event) => {
    const target = event.target as Element
    if (target === dialog || target.closest('.close')) close()
  })
  signal?.addEventListener('abort', close)
  ;(document.body ?? document.documentElement).append(host)
  dialog.showModal()
  if (signal?.aborted) close()

  return {
    ask: (screen) => {
      if (page.signal.aborted || !dialog.open) return Promise.reject(closed())
      show(screen)
      return new Promise((resolve, reject) => {
        settle = { resolve, reject }
      })
    },
    nameChain: (name) => {
      chainName = name
    },
    close,
  }
}

type ListenForWalletsParameters = {
  readonly family: 'evm' | 'solana'
  readonly onChange: (wallets: readonly Wallet[]) => void
  readonly signal: AbortSignal
}

/** Listen for this browser's wallets of a family. Those for Solana must sign texts, because clients of the API do. */
function listenForWallets({ family, onChange, signal }: ListenForWalletsParameters): void {
  if (family === 'evm') {
    listenForEvmWallets({ window, wait: setTimeout, signal, onChange })
    return
  }
  listenForSolanaWallets({
    window,
    signal,
    onChange: (wallets) =>
      onChange(wallets.filter(({ provider }) => provider.features['solana:signMessage'])),
  })
}

function closed(): PicketError {
  return new PicketError('closed', { msg: 'The dialog was closed.' })
}

/** A page that declares no color scheme is light, as browsers render it. */
function readPageTheme(): Theme {
  const scheme = getComputedStyle(document.documentElement).colorScheme
  if (!/dark/.test(scheme)) return 'light'
  return /light/.test(scheme) ? 'auto' : 'dark'
}
