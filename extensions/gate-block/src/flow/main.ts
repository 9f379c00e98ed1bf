import { addWallets } from '../addWallets.ts'
import { hasFamily } from '../hasFamily.ts'
import { loadPart } from '../loadPart.ts'
import type { GateConfig } from '../readConfig.ts'
import { formatSentence } from '../show/formatSentence.ts'
import { readWalletLabel } from '../wallets/readWalletLabel.ts'
import type { FlowPart } from './mainClient.ts'
import type { FlowLogin, FlowLoginParameters, FlowWallet } from './types.ts'

/**
 * The entry of `palisade-flow.js`, which a page has only if one of its gates names Flow. It adds the wallets of this
 * browser for Flow to the list. What a login needs is loaded when a shopper chooses one.
 */
const chain = 'flow'
const settings = document.querySelector<HTMLElement>('script[data-flow]')?.dataset ?? {}
type Service = {
  readonly type?: unknown
  readonly method?: unknown
  readonly endpoint?: unknown
  readonly provider?: object
}
const found = new Map<unknown, FlowWallet>()
const page = window as Window & { readonly fcl_extensions?: unknown }

const login = async (service: object, asked: FlowLoginParameters): Promise<FlowLogin> => {
  const { prepared, askNonce, onAccount } = asked
  const { openAccount } = await loadPart<FlowPart>('palisadeFlow', `${settings.flow}`)
  const { address: walletAddress, sign } = await openAccount(service)
  onAccount(walletAddress)
  const { nonce, message } = prepared ?? (await askNonce({ chain, walletAddress }))
  const text = formatSentence(message, { family: 'Flow', address: walletAddress, chain: 'mainnet' })
  return { nonce, chain, walletAddress, signature: await sign(text) }
}

const add = (key: unknown, service: object, label: object, id = `flow-${found.size}`): boolean => {
  if (found.has(key)) return false
  const wallet = { id, ...readWalletLabel(label), family: chain } as const
  found.set(key, { ...wallet, provider: { login: (asked) => login(service, asked) } })
  return true
}

/** Look for extensions. Any script of the page can name one, and each is listed by its own word. */
const addExtensions = (): boolean => {
  const { fcl_extensions: named } = page
  const services = (Array.isArray(named) ? named : []) as readonly (Service | null)[]
  const isNew = services.map((service) =>
    service?.type === 'authn' && service.method === 'EXT/RPC' && typeof service.endpoint === 'string'
      ? add(service.endpoint, service, service.provider ?? {})
      : false,
  )
  return isNew.includes(true)
}

const list = (config: GateConfig): readonly FlowWallet[] => {
  addExtensions()
  return hasFamily(config, chain) ? [...found.values()] : []
}

addExtensions()
// Wallets that are pages, if the merchant has named the page that lists them.
const { discovery = '' } = settings
if (/^https?:\/\//.test(discovery))
  add(discovery, { method: 'IFRAME/RPC', endpoint: discovery }, { name: 'Flow (web)' }, 'remote-flow')
addWallets(chain, list)
// Some browsers and extensions add their wallet late.
for (const ms of [300, 1000, 3000]) setTimeout(() => addExtensions() && addWallets(chain, list), ms)
