import { type DemoWallet, makeDemoWallet } from '../standin/chains/demoWallets.ts'
import type { Store } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningApp } from '../standin/demo/startApp.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { type GateForm, submitGate } from '../standin/demo/submitGate.ts'
import { forwardProxy } from '../standin/shopify/storefront/forwardProxy.ts'
import { makeVisitKey } from '../visitKey.ts'

export type Answer = {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: Record<string, unknown>
}
export type SignedLogin = {
  readonly nonce: string
  readonly walletAddress: string
  readonly signature: string
}

export type Shoppers = {
  /** Wallets for the test, each with a coin. */
  readonly wallets: readonly DemoWallet[]
  /** Post to one server as Shopify's app proxy does. */
  readonly ask: (server: RunningApp, path: string, body: object) => Promise<Answer>
  /** A login ready to send, with a nonce from this server. */
  readonly sign: (server: RunningApp, wallet: DemoWallet) => Promise<SignedLogin>
  /** Sign the message in a server's answer to a nonce request. */
  readonly signText: (wallet: DemoWallet, nonce: Answer['body']) => Promise<SignedLogin>
  readonly unlock: (server: RunningApp, login: SignedLogin, store: Store) => Promise<Answer>
  /** Create a gate, through any of the servers, and return the store that sells its product. */
  readonly makeGate: (product: { productId: number; variantId: number }, form: GateForm) => Promise<Store>
}

const BUYERS = 50

/** Give fifty wallets a coin each, and let them log in to any server of a demo. */
export async function openShoppers(demo: RunningDemo): Promise<Shoppers> {
  const { facts, merchant } = demo
  const wallets = Array.from({ length: BUYERS }, (_, i) => makeDemoWallet(`buyer ${i}`))
  const address = facts.chains.ethereum.contracts.erc20
  for (const wallet of wallets) {
    const args = [wallet.address, 10n ** 18n]
    await demo.chains.deployers.ethereum.write({ name: 'HarborCoin', address, method: 'mint', args })
  }
  // The browser of all buyers.
  const browser = makeVisitKey()
  const ask: Shoppers['ask'] = async (server, path, body) => {
    const request = new Request(`${facts.proxy}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(browser.toWire(path, body)),
    })
    const response = await forwardProxy({
      request,
      appOrigin: server.origin,
      apiSecret: merchant.apiSecret,
      subpath: 'palisade',
      target: '/proxy',
      myshopifyDomain: facts.shop,
      storefrontOrigin: facts.storefront,
      customerId: null,
      clientAddress: '127.0.0.1',
      now: Date.now() / 1000,
      timeoutMilliseconds: 60_000,
    })
    // A dead server answers nothing.
    if (!response) return { status: 0, retryAfter: null, body: {} }
    const retryAfter = response.headers.get('retry-after')
    return { status: response.status, retryAfter, body: (await response.json()) as Answer['body'] }
  }
  const signText: Shoppers['signText'] = async (wallet, { nonce, message }) => {
    const { walletAddress, sign } = loginWithEvm(wallet)
    return { nonce: String(nonce), walletAddress, signature: await sign(String(message)) }
  }
  return {
    wallets,
    ask,
    signText,
    sign: async (server, wallet) => {
      const { address: walletAddress } = wallet
      const { body } = await ask(server, 'nonce', { chain: 'ethereum', walletAddress })
      return signText(wallet, body)
    },
    unlock: (server, login, { gate: { id, productId, variantId } }) =>
      ask(server, 'unlock', { ...login, gates: [id], lines: [{ productId, variantId }] }),
    makeGate: async ({ productId, variantId }, form) => {
      const id = await submitGate({ merchant, productId, form })
      const gate = { id, name: form.name, kind: 'discount' as const, productId, variantId, handle: '' }
      return { storefront: facts.storefront, gate }
    },
  }
}
