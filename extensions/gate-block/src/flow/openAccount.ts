import { config, getCurrentUser, type Service } from '@onflow/fcl-core'
import { startWays } from './askWallet.ts'
import { BLOCKED } from './openView.ts'

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

/** The wallet whose account is open, and whose window for signing the browser has blocked. */
let blocked: Service | null = null

/**
 * Ask a wallet for its account, each time anew: the shopper may have chosen another one in it. After a blocked window the
 * next press signs at once, because the window for the account would use that press up again.
 */
export async function openAccount(service: Service): Promise<FlowAccount> {
  if (blocked !== service) user.unauthenticate()
  blocked = null
  failure = null
  const { addr } = await user.authenticate({ service })
  const [, digits] = /^(?:0x)?([0-9a-f]{16})$/i.exec(`${addr}`) ?? []
  if (digits === undefined) throw toFailure()
  return { address: `0x${digits.toLowerCase()}`, sign: (text) => sign(service, text) }
}

async function sign(service: Service, text: string): Promise<string> {
  failure = null
  const bytes = new TextEncoder().encode(text)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const signatures = await user.signUserMessage(hex)
  if (failure instanceof Error && failure.message === BLOCKED) blocked = service
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
