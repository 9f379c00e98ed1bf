import { renderWallets, writeIcon } from '../../../extensions/gate-block/src/show/renderWallets.ts'
import { listenForEvmWallets } from '../../../extensions/gate-block/src/wallets/listenForEvmWallets.ts'
import type { EvmWallet } from '../../../extensions/gate-block/src/wallets/types.ts'
import type { Theme } from '../../../public/palisade.d.ts'
import type { Dialog } from '../login/runWalletDialog.ts'
import { PicketError } from '../PicketError.ts'
import { describeScreen, type Press, type Screen } from './describeScreen.ts'
import { createMark, writeSkeleton } from './skeleton.ts'
import { styles } from './styles.ts'
import { chooseTexts } from './texts.ts'

export type OpenDialogParameters = {
  readonly locale: string
  /** Default: light, unless the page declares a dark color scheme. */
  readonly theme: Theme | undefined
  /** The chain's name until the server has answered it. */
  readonly chain: string
  readonly signal: AbortSignal | undefined
}

/** Open a separate dialog for one call, in a shadow root, which the page's CSS does not reach. */
export function openDialog(parameters: OpenDialogParameters): Dialog {
  const { locale, signal } = parameters
  const texts = chooseTexts(locale)
  const host = document.createElement('palisade-dialog')
  host.dataset.theme = parameters.theme ?? readPageTheme()
  host.lang = texts === chooseTexts('de') ? 'de' : 'en'
  const root = host.attachShadow({ mode: 'open' })
  const parts = writeSkeleton({ root, texts, styles, page: location.href.replace(/#.*/s, '') })
  const { dialog, heading, words, list, help, none, actions, mark } = parts
  const page = new AbortController()
  let chainName = parameters.chain.replace(/^./, (letter) => letter.toUpperCase())
  let settle: { resolve: (answer: Press | EvmWallet) => void; reject: (error: Error) => void } | null = null
  let hintTimer: ReturnType<typeof setTimeout> | undefined

  const answer = (what: Press | EvmWallet) => settle?.resolve(what)
  listenForEvmWallets({
    window,
    wait: setTimeout,
    signal: page.signal,
    onChange: (wallets) => {
      renderWallets({
        list,
        wallets,
        fallbackName: texts.browserWallet,
        showsIcons: true,
        icon: createMark('wallet'),
        onChoose: answer,
      })
      none.hidden = true
      if (root.activeElement === heading && !list.hidden) list.querySelector('button')?.focus()
    },
  })

  const renderText = (lines: readonly string[]) =>
    words.replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement('p')
        paragraph.textContent = line
        return paragraph
      }),
    )

  const show = (screen: Screen) => {
    const view = describeScreen({ screen, texts, chainName, locale })
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
    none.hidden = !isList || list.children.length > 0
    mark.hidden = isList
    if (screen.kind !== 'choosing') {
      mark.replaceChildren(
        view.tone === 'no' ? createMark('no') : writeIcon(screen.wallet, createMark('wallet')),
      )
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

function closed(): PicketError {
  return new PicketError('closed', { msg: 'The dialog was closed.' })
}

/** A page that declares no color scheme is light, as browsers render it. */
function readPageTheme(): Theme {
  const scheme = getComputedStyle(document.documentElement).colorScheme
  if (!/dark/.test(scheme)) return 'light'
  return /light/.test(scheme) ? 'auto' : 'dark'
}
