import { createDialog } from './createDialog.ts'
import type { ChainLabel, GateConfig } from './readConfig.ts'
import { renderWallets } from './show/renderWallets.ts'
import { listenForEvmWallets } from './wallets/listenForEvmWallets.ts'
import { listenForSolanaWallets } from './wallets/listenForSolanaWallets.ts'
import type { Wallet } from './wallets/types.ts'

export type CreateWalletListParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  readonly onChoose: (wallet: Wallet) => void
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
  const found: Record<ChainLabel['family'], readonly Wallet[]> = { evm: [], solana: [] }

  const show = () => {
    const list = findList()
    if (!list) return
    renderWallets({
      list,
      // Present if the merchant has a project at WalletConnect.
      wallets: [...found.evm, ...found.solana].concat(
        (hasEvm && (window as RemoteWindow).palisadeRemote) || [],
      ),
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
  const add = (family: ChainLabel['family']) => (wallets: readonly Wallet[]) => {
    found[family] = wallets
    show()
  }
  const look = hasEvm && listenForEvmWallets({ window, onChange: add('evm'), wait: setTimeout, signal })
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

type RemoteWindow = Window & { readonly palisadeRemote?: Wallet }

/** Whether a gate of the page names a chain of this family, or no chain at all. A block without gates takes any wallet. */
function hasFamily({ gates }: GateConfig, wanted: ChainLabel['family']): boolean {
  return !gates[0] || gates.some(({ chains }) => !chains[0] || chains.some(({ family }) => family === wanted))
}
