import { addWallets } from '../addWallets.ts'
import { hasFamily } from '../hasFamily.ts'
import { loadPart } from '../loadPart.ts'
import { parseConfig, readConfigText } from '../readConfig.ts'
import type { EvmProvider, EvmWallet } from '../wallets/types.ts'
import type { WalletConnectPart } from './mainClient.ts'

/**
 * The entry of `palisade-walletconnect.js`, which a page has only if the merchant has a project at WalletConnect. It
 * adds one row to the list of wallets. What that needs is loaded when a shopper chooses it.
 */
const open = async () => {
  // The card that is being used, of several on a page.
  const element = document.querySelector<HTMLElement>(
    'palisade-gate:is([data-state=connecting], [data-state=signing])',
  )
  if (!element) throw new Error('No card asks for a wallet.')
  const config = parseConfig(readConfigText(element))
  const part = await loadPart<WalletConnectPart>('palisadeWalletConnect', `${config.walletConnect?.url}`)
  return part.openProvider({ element, config })
}
const listeners: Parameters<NonNullable<EvmProvider['on']>>[] = []
let provider: Awaited<ReturnType<typeof open>> | null = null
const wallet: EvmWallet = {
  // No wallet of this browser: the ways on to other devices stay below it.
  id: 'remote-walletConnect',
  name: 'WalletConnect',
  icon: null,
  provider: {
    request: async (call) => {
      provider = await open()
      for (const listener of listeners.splice(0)) provider.on(...listener)
      return provider.request(call)
    },
    on: (...listener) => void listeners.push(listener),
  },
}
addWallets('walletConnect', (config) => (hasFamily(config, 'evm') ? [wallet] : []))
