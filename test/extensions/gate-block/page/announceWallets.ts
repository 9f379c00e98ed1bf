import type { BrowserContext } from 'playwright-core'

export type FakeWallet = {
  name: string
  address: string
  color: string
  /** The owner's reactions. */
  connects?: 'yes' | 'rejects' | 'waits' | 'fails'
  signs?: 'yes' | 'rejects' | 'waits' | 'fails'
  /** How long each answer takes. */
  delayMs?: number
}

/**
 * Puts wallets into every page of a context. They announce themselves by EIP-6963 and record their requests in `asked`.
 */
export async function announceWallets(context: BrowserContext, wallets: FakeWallet[]): Promise<void> {
  await context.addInitScript(`(${script})(${JSON.stringify(wallets)})`)
}

// As text, because a compiled function would call helpers that the page does not have.
const script = `(list) => {
  const asked = (window.asked = [])
  const answer = (how, value) => {
    if (how === 'rejects') return Promise.reject(Object.assign(new Error('User rejected'), { code: 4001 }))
    if (how === 'fails') return Promise.reject(new Error('The wallet broke.'))
    return how === 'waits' ? new Promise(() => {}) : Promise.resolve(value)
  }
  const announce = () => {
    for (const wallet of list) {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="7" fill="' +
        wallet.color + '"/><circle cx="14" cy="14" r="6" fill="white"/></svg>'
      const request = async (call) => {
        asked.push(call)
        if (wallet.delayMs) await new Promise((resolve) => setTimeout(resolve, wallet.delayMs))
        if (call.method === 'eth_requestAccounts') return answer(wallet.connects, [wallet.address])
        if (call.method === 'eth_chainId') return Promise.resolve('0x89')
        if (call.method === 'personal_sign') return answer(wallet.signs, '0x' + '11'.repeat(65))
        return Promise.reject(new Error('unexpected ' + call.method))
      }
      const icon = 'data:image/svg+xml,' + encodeURIComponent(svg)
      const info = { uuid: wallet.name, name: wallet.name, icon, rdns: 'test.wallet' }
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider: { request } } }))
    }
  }
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}`
