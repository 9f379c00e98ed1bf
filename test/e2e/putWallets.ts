import type { BrowserContext } from 'playwright-core'
import { type Hex, hexToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

export type PutWallet = {
  readonly name: string
  readonly color: string
  readonly privateKey: Hex
  /** The owner's reaction to a request to sign. */
  readonly signs?: 'yes' | 'rejects' | 'waits'
  readonly connects?: 'yes' | 'rejects' | 'waits'
}

/**
 * Put wallets into every page of a context. They announce themselves by EIP-6963 and really sign; their keys stay in
 * this process.
 * @returns the texts they got to sign, in order
 */
export async function putWallets(
  context: BrowserContext,
  wallets: readonly PutWallet[],
): Promise<{ readonly signed: string[] }> {
  const signed: string[] = []
  const accounts = new Map(wallets.map((one) => [one.name, privateKeyToAccount(one.privateKey)]))
  await context.exposeBinding('signForTest', async (_, name: string, raw: Hex) => {
    const account = accounts.get(name)
    if (!account) throw new Error(`There is no wallet ${name}.`)
    signed.push(new TextDecoder().decode(hexToBytes(raw)))
    return account.signMessage({ message: { raw } })
  })
  const announced = wallets.map(({ privateKey: _, ...wallet }) => ({
    ...wallet,
    address: accounts.get(wallet.name)?.address,
  }))
  await context.addInitScript(`(${SCRIPT})(${JSON.stringify(announced)})`)
  return { signed }
}

// As text, because a compiled function would call helpers that the page does not have.
const SCRIPT = `(wallets) => {
  window.asked = []
  const answer = (how, give) => {
    if (how === 'rejects') return Promise.reject(Object.assign(new Error('User rejected the request.'), { code: 4001 }))
    return how === 'waits' ? new Promise(() => {}) : Promise.resolve(give())
  }
  const announce = () => {
    for (const wallet of wallets) {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="7" fill="' +
        wallet.color + '"/><path d="M7 10h12a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7z" fill="white"/></svg>'
      const request = ({ method, params }) => {
        window.asked.push(method)
        if (method === 'eth_requestAccounts') return answer(wallet.connects, () => [wallet.address])
        if (method === 'personal_sign') return answer(wallet.signs, () => window.signForTest(wallet.name, params[0]))
        return Promise.reject(Object.assign(new Error('unknown ' + method), { code: 4200 }))
      }
      const info = { uuid: wallet.name, name: wallet.name, icon: 'data:image/svg+xml,' + encodeURIComponent(svg), rdns: 'test.wallet' }
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider: { request } } }))
    }
  }
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}`
