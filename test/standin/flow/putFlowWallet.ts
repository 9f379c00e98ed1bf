import type { BrowserContext } from 'playwright-core'
import type { AccountKey } from './createFlowKey.ts'

export type PutFlowWalletParameters = {
  readonly name?: string
  /** Of the account, with 0x and 16 digits. */
  readonly address: string
  /** The keys that sign together. */
  readonly keys: readonly AccountKey[]
  readonly connects?: 'yes' | 'rejects' | 'closes' | 'locked' | 'waits'
  readonly signs?: 'yes' | 'rejects' | 'closes' | 'waits'
  /** Another service to which the wallet leads on instead of naming its account. */
  readonly leadsTo?: { readonly method: string; readonly endpoint: string }
  /** How long each answer takes. */
  readonly delayMs?: number
  /** How long after the page the extension comes. */
  readonly lateMs?: number
}

/** What the wallet signed, and what the page asked it, in order. */
export type FlowWalletNotes = {
  readonly signed: string[]
  readonly asked: { readonly type: string; readonly network: string }[]
}

/**
 * Put the extension of a wallet for Flow into every page of a context: it names itself in `window.fcl_extensions`, and
 * speaks with the page by the messages of FCL's wallet protocol. It really signs; its keys stay in this process.
 * @see https://github.com/onflow/fcl-js/blob/master/packages/fcl-core/src/wallet-provider-spec/draft-v4.md
 */
export async function putFlowWallet(
  context: BrowserContext,
  parameters: PutFlowWalletParameters,
): Promise<FlowWalletNotes> {
  await context.addInitScript(composeFlowWallet(parameters))
  return bindFlowWallet(context, parameters)
}

/** Compose the extension's script. Its page needs `bindFlowWallet`. */
export function composeFlowWallet({
  name = 'Flow Wallet',
  keys: _,
  ...wallet
}: PutFlowWalletParameters): string {
  return `(${SCRIPT})(${JSON.stringify({ name, ...wallet })})`
}

/** Let the extension of a context's pages sign with the account's keys. */
export async function bindFlowWallet(
  context: BrowserContext,
  { address, keys }: PutFlowWalletParameters,
): Promise<FlowWalletNotes> {
  const notes: FlowWalletNotes = { signed: [], asked: [] }
  await context.exposeBinding('signOnFlow', (_, hex: string) => {
    const text = Buffer.from(hex, 'hex').toString('utf8')
    notes.signed.push(text)
    const composite = { f_type: 'CompositeSignature', f_vsn: '1.0.0', addr: address }
    return keys.map(({ index, sign }) => ({ ...composite, keyId: index, signature: sign(text) }))
  })
  await context.exposeBinding('noteOnFlow', (_, type: string, network: string) => {
    notes.asked.push({ type, network })
  })
  return notes
}

// As text, because a compiled function would call helpers that the page does not have.
const SCRIPT = `(wallet) => {
  const endpoint = 'ext:' + wallet.name
  const pragma = { f_type: 'Service', f_vsn: '1.0.0', endpoint, method: 'EXT/RPC', uid: wallet.name, id: wallet.name }
  const identity = { address: wallet.address }
  const provider = { address: wallet.address, name: wallet.name, icon: 'https://wallet.example/logo.png', description: '' }
  const authn = { ...pragma, type: 'authn', identity, provider }
  const post = (message) => window.postMessage(JSON.parse(JSON.stringify(message)), '*')
  const wait = () => new Promise((resolve) => setTimeout(resolve, wallet.delayMs || 0))
  const reply = (status, more) => post({ type: 'FCL:VIEW:RESPONSE', f_type: 'PollingResponse', f_vsn: '1.0.0', status, ...more })
  const answer = async (how, give) => {
    await wait()
    if (how === 'waits') return
    if (how === 'closes') return post({ type: 'FCL:VIEW:CLOSE' })
    if (how === 'rejects') return reply('DECLINED', { reason: 'User rejected' })
    if (how === 'locked') return reply('DECLINED', { reason: 'Wallet is locked' })
    reply('APPROVED', { data: await give() })
  }
  window.addEventListener('message', async ({ data }) => {
    if (!data || typeof data !== 'object') return
    if (!data.type && data.service && data.service.endpoint === endpoint) return post({ type: 'FCL:VIEW:READY' })
    if (data.type !== 'FCL:VIEW:READY:RESPONSE') return
    const { service, body, config } = data
    window.noteOnFlow(service.type, String(config.client.network))
    const services = [authn, { ...pragma, type: 'user-signature', identity: { ...identity, keyId: 0 } }]
    if (service.type === 'authn' && wallet.leadsTo) reply('REDIRECT', { data: { ...authn, ...wallet.leadsTo } })
    else if (service.type === 'authn')
      await answer(wallet.connects, () => ({ f_type: 'AuthnResponse', f_vsn: '1.0.0', addr: wallet.address, services }))
    if (service.type === 'user-signature') await answer(wallet.signs, () => window.signOnFlow(body.message))
  })
  const inject = () => {
    if (!Array.isArray(window.fcl_extensions)) window.fcl_extensions = []
    window.fcl_extensions.push(authn)
  }
  if (wallet.lateMs) setTimeout(inject, wallet.lateMs)
  else inject()
}`
