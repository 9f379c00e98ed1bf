import { config, getCurrentUser, type Service } from '@onflow/fcl-core'
import { startWays } from './askWallet.ts'

/** An account that a wallet has opened to the shop. */
export type FlowAccount = {
  readonly address: string
  /** Sign a text; answers the JSON of FCL's composite signatures. Rejects with what the wallet says. */
  readonly sign: (text: string) => Promise<string>
}

let failure: unknown = null
startWays((error) => {
  failure = error
})
const settings = config()
// Nothing is asked of a node of Flow: the wallet is told the network.
settings.put('flow.network', 'mainnet')
// The card says what went wrong.
settings.put('logger.level', 0)
settings.put('app.detail.title', document.title.slice(0, 80))
settings.put('app.detail.icon', document.querySelector<HTMLLinkElement>('link[rel~=icon]')?.href ?? '')
/** A login is for one visit, so nothing of it is kept in the browser. */
const user = getCurrentUser({ platform: 'web', getStorageProvider: async () => ({ can: false }) })

/** Ask a wallet for its account, each time anew: the shopper may have chosen another one in it. */
export async function openAccount(service: Service): Promise<FlowAccount> {
  user.unauthenticate()
  failure = null
  const { addr } = await user.authenticate({ service })
  const [, digits] = /^(?:0x)?([0-9a-f]{16})$/i.exec(`${addr}`) ?? []
  if (digits === undefined) throw toFailure()
  return { address: `0x${digits.toLowerCase()}`, sign }
}

async function sign(text: string): Promise<string> {
  failure = null
  const bytes = new TextEncoder().encode(text)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const signatures = await user.signUserMessage(hex)
  if (!Array.isArray(signatures) || signatures.includes(null)) throw toFailure()
  return JSON.stringify(signatures)
}

/** What the card can tell apart: the shopper has declined, must unlock the wallet first, or it does not work. */
function toFailure(): unknown {
  if (/\block/i.test(`${failure}`)) return Object.assign(new Error('The wallet is locked.'), { code: -32002 })
  // So FCL says that a wallet's page was closed which is asked over HTTP.
  if (/\bhalted/i.test(`${failure}`)) return new Error('Declined: the wallet was closed.')
  return failure ?? new Error('The wallet has named no account, or signed nothing.')
}
