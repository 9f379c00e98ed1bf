import type { GateConfig } from './readConfig.ts'
import { showWallets } from './show/showWallets.ts'
import { discoverEvmWallets } from './wallets/discoverEvmWallets.ts'
import type { EvmWallet } from './wallets/types.ts'

export type PrepareWalletListParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  readonly onChoose: (wallet: EvmWallet) => void
  /** Called when the list was closed without a choice. */
  readonly onClose: () => void
  readonly signal: AbortSignal
}

/** Keep a list of the browser's wallets in the block's dialog; the answer opens it. */
export function prepareWalletList(parameters: PrepareWalletListParameters): { open: () => void } {
  const { element, config, onChoose, onClose, signal } = parameters
  const dialog = element.querySelector<HTMLDialogElement>('[data-ref=dialog]')
  const list = element.querySelector<HTMLElement>('[data-ref=wallets]')
  const help = element.querySelector<HTMLDetailsElement>('[data-ref=help]')
  const icon = element.querySelector('[data-for=connecting] .palisade-icon')

  const show = (wallets: readonly EvmWallet[]) => {
    if (!list) return
    showWallets({
      list,
      wallets,
      fallbackName: config.texts.browserWallet,
      showsIcons: config.showsIcons,
      icon,
      onChoose: (wallet) => {
        dialog?.close('chosen')
        onChoose(wallet)
      },
    })
  }
  discoverEvmWallets({ window, onChange: show, wait: setTimeout, signal })

  dialog?.addEventListener('close', () => dialog.returnValue !== 'chosen' && onClose(), { signal })
  dialog?.addEventListener(
    'click',
    (event) => {
      const target = event.target as Element
      if (target === dialog || target.closest('[data-ref=close]')) dialog.close('')
    },
    { signal },
  )
  signal.addEventListener('abort', () => dialog?.close())

  return {
    open: () => {
      if (help) help.open = false
      if (!dialog) return
      dialog.returnValue = ''
      dialog.showModal()
      const first = list?.querySelector('button')
      if (first) first.focus()
    },
  }
}
