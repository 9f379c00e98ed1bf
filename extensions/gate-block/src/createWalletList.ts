import type { MoreWindow } from './addWallets.ts'
import { createDialog } from './createDialog.ts'
import type { CardWallet } from './flow/types.ts'
import { hasFamily } from './hasFamily.ts'
import type { GateConfig } from './readConfig.ts'
import { renderWallets } from './show/renderWallets.ts'
import { listenForEvmWallets } from './wallets/listenForEvmWallets.ts'
import { listenForSolanaWallets } from './wallets/listenForSolanaWallets.ts'

export type CreateWalletListParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  readonly onChoose: (wallet: CardWallet) => void
  /** Called when the list closes without a choice. */
  readonly onClose: () => void
  readonly signal: AbortSignal
}

/** Fill the block's dialog with the browser's wallets as they appear; `open` opens it. */
export function createWalletList({
  element,
  config,
  onChoose,
  onClose,
  signal,
}: CreateWalletListParameters): { open: () => void } {
  const { open, choose } = createDialog(element, 'dialog', signal, onClose)
  const findList = () => element.querySelector<HTMLElement>('[data-ref=wallets]')
  const icon = element.querySelector('[data-for=connecting] .palisade-icon')
  const hasEvm = hasFamily(config, 'evm')
  const hasSolana = hasFamily(config, 'solana')
  const found: Record<'evm' | 'solana', readonly CardWallet[]> = { evm: [], solana: [] }

  const show = () => {
    const list = findList()
    if (!list) return
    renderWallets({
      list,
      wallets: [...Object.values(found), (window as MoreWindow).palisadeMore?.(config) ?? []].flat(),
      fallbackName: config.texts.browserWallet,
      showsIcons: config.showsIcons,
      icon,
      showsFamily: hasEvm && hasSolana,
      onChoose: (wallet) => {
        choose()
        onChoose(wallet)
      },
    })
  }
  const add = (family: 'evm' | 'solana') => (wallets: readonly CardWallet[]) => {
    found[family] = wallets
    show()
  }
  const look = hasEvm && listenForEvmWallets({ window, onChange: add('evm'), wait: setTimeout, signal })
  window.addEventListener('palisade:wallets', show, { signal })
  if (hasSolana) listenForSolanaWallets({ window, onChange: add('solana'), signal })

  return {
    open: () => {
      if (look) look()
      element.querySelector('[data-ref=help]')?.removeAttribute('open')
      show()
      open()
      findList()?.querySelector('button')?.focus()
    },
  }
}
