import { Pool } from 'pg'
import { type DemoWallet, makeDemoWallet } from '../standin/chains/demoWallets.ts'
import type { Store } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningApp } from '../standin/demo/startApp.ts'
import type { RunningDemo, StartDemoParameters } from '../standin/demo/startDemo.ts'
import { type GateForm, submitGate } from '../standin/demo/submitGate.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'
import { forwardProxy } from '../standin/shopify/storefront/forwardProxy.ts'
import { makeVisitKey } from '../visitKey.ts'
import { startOwnDemo } from './openDemo.ts'

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

export type RunningServers = {
  readonly demo: RunningDemo
  readonly a: RunningApp
  readonly b: RunningApp
  /** The database that both share. */
  readonly postgres: RunningPostgres
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
  /** Query the database that both share. */
  readonly read: (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>
  readonly close: () => Promise<void>
}

const BUYERS = 50

/**
 * Start two production servers on one PostgreSQL behind a balancer, with the stand-in, and fifty wallets that hold a
 * coin.
 */
export async function openServers({
  durable = false,
  changeEnv,
}: {
  /** The database is durable: a kill loses no commit. */
  durable?: boolean
  changeEnv?: StartDemoParameters['changeEnv']
} = {}): Promise<RunningServers> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const stop of closers.splice(0).reverse()) await stop()
  }
  try {
    const postgres = await startPostgres({ durable })
    closers.push(postgres.close)
    const demo = await startOwnDemo({
      cluster: { databaseUrl: postgres.url, servers: 2 },
      ...(changeEnv && { changeEnv }),
    })
    closers.push(demo.close)
    const pool = new Pool({ connectionString: postgres.url, max: 1 })
    // A test may kill the database while connections are idle.
    pool.on('error', () => undefined)
    closers.push(() => pool.end())
    const [a, b] = demo.servers
    if (!a || !b) throw new Error('There are not two servers.')
    const { facts, merchant } = demo
    const wallets = Array.from({ length: BUYERS }, (_, i) => makeDemoWallet(`buyer ${i}`))
    const address = facts.chains.ethereum.contracts.erc20
    for (const wallet of wallets) {
      const args = [wallet.address, 10n ** 18n]
      await demo.chains.deployers.ethereum.write({ name: 'HarborCoin', address, method: 'mint', args })
    }
    // The browser of all buyers.
    const browser = makeVisitKey()
    const ask: RunningServers['ask'] = async (server, path, body) => {
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
    const signText: RunningServers['signText'] = async (wallet, { nonce, message }) => {
      const { walletAddress, sign } = loginWithEvm(wallet)
      return { nonce: String(nonce), walletAddress, signature: await sign(String(message)) }
    }
    return {
      demo,
      a,
      b,
      postgres,
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
      read: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
