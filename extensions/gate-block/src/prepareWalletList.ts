import { prepareDialog } from './prepareDialog.ts'
import type { ChainLabel, GateConfig } from './readConfig.ts'
import { showWallets } from './show/showWallets.ts'
import { discoverEvmWallets } from './wallets/discoverEvmWallets.ts'
import { discoverSolanaWallets } from './wallets/discoverSolanaWallets.ts'
import type { Wallet } from './wallets/types.ts'

export type PrepareWalletListParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  readonly onChoose: (wallet: Wallet) => void
  /** Called when the list closes without a choice. */
  readonly onClose: () => void
  readonly signal: AbortSignal
}

/** Fill the block's dialog with the browser's wallets as they appear; `open` opens it. */
export function prepareWalletList(parameters: PrepareWalletListParameters): { open: () => void } {
  const { element, config, onChoose, onClose, signal } = parameters
  const { dialog, open, choose } = prepareDialog({ element, name: 'dialog', onClose, signal })
  const list = element.querySelector<HTMLElement>('[data-ref=wallets]')
  const help = element.querySelector<HTMLDetailsElement>('[data-ref=help]')
  const icon = element.querySelector('[data-for=connecting] .palisade-icon')
  const takesEvm = takes(config, 'evm')
  const takesSolana = takes(config, 'solana')
  const found: Record<ChainLabel['family'], readonly Wallet[]> = { evm: [], solana: [] }

  const show = (family: ChainLabel['family']) => (wallets: readonly Wallet[]) => {
    found[family] = wallets
    if (!list) return
    showWallets({
      list,
      wallets: [...found.evm, ...found.solana],
      fallbackName: config.texts.browserWallet,
      showsIcons: config.showsIcons,
      icon,
      showsFamily: takesEvm && takesSolana,
      onChoose: (wallet) => {
        choose()
        onChoose(wallet)
      },
    })
  }
  if (takesEvm) discoverEvmWallets({ window, onChange: show('evm'), wait: setTimeout, signal })
  if (takesSolana) discoverSolanaWallets({ window, onChange: show('solana'), signal })

  return {
    open: () => {
      if (help) help.open = false
      open()
      if (dialog) list?.querySelector('button')?.focus()
    },
  }
}

/** Whether a gate of the page names a chain of this family, or no chain at all. */
function takes({ gates }: GateConfig, wanted: ChainLabel['family']): boolean {
  return gates.some(({ chains }) => chains.length === 0 || chains.some(({ family }) => family === wanted))
}
