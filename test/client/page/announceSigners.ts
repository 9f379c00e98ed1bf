import type { BrowserContext } from 'playwright-core'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

export type SigningWallet = {
  readonly name: string
  readonly color: string
  readonly privateKey: Hex
  /** The owner's reactions; `once` declines the first time. */
  readonly connects?: 'yes' | 'rejects' | 'waits' | 'pending'
  readonly signs?: 'yes' | 'rejects' | 'waits' | 'once' | 'wrongly'
  /** How late the wallet announces itself, and answers each request. */
  readonly slowMs?: number
  /** Only `window.ethereum`, without a name. */
  readonly isLegacy?: boolean
}

/**
 * Puts wallets with real keys into every page of a context. The keys stay outside; `window.asked` lists the requests.
 */
export async function announceSigners(
  context: BrowserContext,
  wallets: readonly SigningWallet[],
): Promise<void> {
  const accounts = new Map(wallets.map((wallet) => [wallet.name, privateKeyToAccount(wallet.privateKey)]))
  await context.exposeFunction('signInTest', async (name: string, raw: Hex) => {
    return await accounts.get(name)?.signMessage({ message: { raw } })
  })
  const told = wallets.map(({ privateKey: _, ...wallet }) => ({
    ...wallet,
    address: accounts.get(wallet.name)?.address,
  }))
  await context.addInitScript(`(${script})(${JSON.stringify(told)})`)
}

// As text, because a compiled function would call helpers that the page does not have.
const script = `(list) => {
  const asked = (window.asked = [])
  const decline = () => Promise.reject(Object.assign(new Error('User rejected the request.'), { code: 4001 }))
  const answer = (how, value) => {
    if (how === 'rejects') return decline()
    if (how === 'pending') return Promise.reject(Object.assign(new Error('Already processing.'), { code: -32002 }))
    return how === 'waits' ? new Promise(() => {}) : value()
  }
  const announce = () => {
    for (const wallet of list) {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="7" fill="' +
        wallet.color + '"/><circle cx="14" cy="14" r="6" fill="white"/></svg>'
      const request = async (call) => {
        asked.push(call)
        if (wallet.slowMs) await new Promise((resolve) => setTimeout(resolve, wallet.slowMs))
        if (call.method === 'eth_requestAccounts') return answer(wallet.connects, async () => [wallet.address])
        if (call.method === 'personal_sign') {
          const isFirst = asked.filter((one) => one.method === 'personal_sign').length === 1
          if (wallet.signs === 'once' && isFirst) return decline()
          const raw = wallet.signs === 'wrongly' ? '0x00' : call.params[0]
          return answer(wallet.signs, () => window.signInTest(wallet.name, raw))
        }
        return Promise.reject(new Error('unexpected ' + call.method))
      }
      if (wallet.isLegacy) {
        window.ethereum = { request }
        continue
      }
      const icon = 'data:image/svg+xml,' + encodeURIComponent(svg)
      const info = { uuid: wallet.name, name: wallet.name, icon, rdns: 'test.wallet' }
      const show = () =>
        window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider: { request } } }))
      if (wallet.slowMs) setTimeout(show, wallet.slowMs)
      else show()
    }
  }
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}`
