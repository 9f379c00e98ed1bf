import { loadPart } from '../../extensions/gate-block/src/loadPart.ts'
import type { WalletConnectPart } from '../../extensions/gate-block/src/walletConnect/mainClient.ts'
import type { EvmProvider, EvmWallet } from '../../extensions/gate-block/src/wallets/types.ts'
import type { GatesState } from '../storefront/types.ts'
import type { Texts } from './texts.ts'

export type CreateRemoteParameters = {
  /** The merchant's project at WalletConnect. */
  readonly projectId: string
  /** Origin of Palisade's server, which has WalletConnect's script. */
  readonly origin: string
  readonly texts: Texts
  readonly readState: () => GatesState
}

/** Create the wallet "WalletConnect". What it needs is loaded when a shopper chooses it. */
export function createRemote({ projectId, origin, texts, readState }: CreateRemoteParameters): EvmWallet {
  const url = `${origin}/palisade-store-walletconnect.js`
  const listeners: Parameters<NonNullable<EvmProvider['on']>>[] = []
  // Apart from the card, whose content is replaced while the code is shown.
  const element = document.createElement('div')
  element.className = 'palisade-gate'
  let opening: Promise<EvmProvider> | null = null
  const open = async (): Promise<EvmProvider> => {
    const part = await loadPart<WalletConnectPart>('palisadeWalletConnect', url)
    document.body.append(element)
    const provider = part.openProvider({
      element,
      config: {
        gates: readState().gates.map(({ needs }) => ({ chains: needs.chains })) as never,
        walletConnect: {
          ...{ url, projectId, scan: texts('apps.pair'), open: texts('apps.pair_open') },
          ...{ copy: texts('apps.copy'), copied: texts('apps.copied'), close: texts('choosing.close') },
        },
      },
    })
    for (const listener of listeners.splice(0)) provider.on(...listener)
    return provider
  }
  return {
    id: 'walletConnect',
    name: 'WalletConnect',
    icon: null,
    provider: {
      request: async (call) => {
        opening ??= open().catch((error: unknown) => {
          // A script that did not come can be asked for again.
          opening = null
          throw error
        })
        return (await opening).request(call)
      },
      on: (...listener) => void listeners.push(listener),
    },
  }
}

/** Find the merchant's project at WalletConnect: a theme names it in its head. Empty without one. */
export function findProjectId(): string {
  const tag = document.querySelector<HTMLMetaElement>('meta[name="palisade-walletconnect"]')
  const id = tag?.content.trim() ?? ''
  return /^[0-9a-f]{32}$/.test(id) ? id : ''
}
