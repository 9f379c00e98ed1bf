import type { ApiAnswer, ApiCall } from '../../picket/openApi.ts'
import { basic, type LoginBody, openWallet, signLogin, type TextSigner } from '../../picket/signLogin.ts'
import type { Store } from '../../standin/demo/shopper.ts'
import type { RunningApp } from '../../standin/demo/startApp.ts'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import type { StandinWebhook } from '../../standin/shopify/state.ts'
import { signWebhook } from '../../standin/shopify/webhooks/signWebhook.ts'
import type { Shoppers } from '../openShoppers.ts'

/** Answer to one request. */
export type Told = {
  readonly door: string
  /** 0 if there was no answer. */
  readonly status: number
  readonly text: string
  readonly retryAfter: string | null
}
/** With the moments of its request, by `performance.now()`. */
export type TimedTold = Told & { readonly from: number; readonly to: number }
export type Doors = {
  readonly askPage: (server: RunningApp, path: string, body?: unknown) => Promise<Told>
  readonly askProxy: (server: RunningApp, path: string, body: object) => Promise<Told>
  readonly sendWebhook: (
    server: RunningApp,
    webhook: Pick<StandinWebhook, 'topic' | 'payload'>,
  ) => Promise<Told>
  /** Request a nonce over the API and sign in with it; one answer if the nonce was refused. */
  readonly signIn: (server: RunningApp, wallet: TextSigner) => Promise<TimedTold[]>
  /** Send one request to every endpoint in parallel; each needs the database. */
  readonly askAll: (server: RunningApp) => Promise<Told[]>
}

/** An allowed domain of the project. */
const SITE = { domain: 'localhost:5173', uri: 'http://localhost:5173' } as const

/** Open the endpoints of production servers, for tests that check each answer. */
export async function openDoors(
  servers: Shoppers & { readonly demo: RunningDemo },
  store: Store,
): Promise<Doors> {
  const { demo, wallets } = servers
  const a = demo.app
  const { secret } = demo.facts.keys
  const askApi = async (
    server: RunningApp,
    { path, body }: Pick<ApiCall, 'path' | 'body'>,
  ): Promise<TimedTold> => {
    const from = performance.now()
    const url = `${server.origin}/api/v1${path}`
    const headers = { 'content-type': 'application/json', ...basic(secret) }
    const asked = fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    return { ...(await tell(`api ${path}`, asked)), from, to: performance.now() }
  }
  const askPage: Doors['askPage'] = (server, path, body) =>
    tell(`admin ${path}`, demo.requestAdmin({ path, server, ...(body === undefined ? {} : { body }) }))
  const askProxy: Doors['askProxy'] = async (server, path, body) => {
    const { status, retryAfter, body: said } = await servers.ask(server, path, body)
    return { door: `proxy ${path}`, status, text: JSON.stringify(said), retryAfter }
  }
  const sendWebhook: Doors['sendWebhook'] = ({ origin }, { topic, payload }) => {
    const rawBody = JSON.stringify(payload)
    const headers = signWebhook({ shop: demo.facts.shop, topic, rawBody, apiSecret: demo.merchant.apiSecret })
    return tell(
      `webhook ${topic}`,
      fetch(`${origin}/webhooks/${topic}`, { method: 'POST', headers, body: rawBody }),
    )
  }
  const signText = async (server: RunningApp, wallet: TextSigner, said: TimedTold[]) => {
    const call = async (parameters: ApiCall): Promise<ApiAnswer> => {
      const told = await askApi(server, parameters)
      said.push(told)
      const json = told.status === 200 ? (JSON.parse(told.text) as ApiAnswer['json']) : {}
      return { status: told.status, headers: new Headers(), text: told.text, json }
    }
    // signLogin throws if the nonce was refused; that answer is already recorded.
    return signLogin({ api: { call }, key: secret, wallet, ...SITE }).catch(() => null)
  }
  const signIn: Doors['signIn'] = async (server, wallet) => {
    const said: TimedTold[] = []
    const body = await signText(server, wallet, said)
    return body ? [...said, await askApi(server, { path: '/auth', body })] : said
  }

  const [wallet] = wallets
  if (!wallet) throw new Error('There is no wallet.')
  const { id, productId, variantId } = store.gate
  const what = { gates: [id], lines: [{ productId, variantId }] }
  const { session } = (await servers.unlock(a, await servers.sign(a, wallet), store)).body
  const login = await servers.sign(a, wallet)
  const apiLogin = await signText(a, openWallet('signer of the api'), [])
  const asked = { chain: 'ethereum', walletAddress: wallet.address }
  return {
    askPage,
    askProxy,
    sendWebhook,
    signIn,
    askAll: (server) =>
      Promise.all([
        askProxy(server, 'nonce', asked),
        askProxy(server, 'unlock', { ...login, ...what }),
        askProxy(server, 'renew', { session, ...what }),
        askApi(server, { path: '/auth/nonce', body: asked }),
        askApi(server, { path: '/auth', body: refresh(apiLogin) }),
        sendWebhook(server, { topic: 'orders/create', payload: { id: 1 } }),
        sendWebhook(server, { topic: 'products/update', payload: { id: productId } }),
        askPage(server, '/app'),
        askPage(server, '/app.data'),
        askPage(server, '/app/orders.data'),
        askPage(server, '/app/gates/state.data', { numbers: [id], state: 'paused' }),
      ]),
  }
}

/** The login with the current time, so that the server looks it up in the database although its signature is old. */
function refresh(login: LoginBody | null): LoginBody {
  if (!login) throw new Error('No nonce was issued.')
  return { ...login, context: { ...login.context, issuedAt: new Date().toISOString() } }
}

async function tell(door: string, asked: Promise<Response>): Promise<Told> {
  try {
    const response = await asked
    const { status, headers } = response
    return { door, status, text: await response.text(), retryAfter: headers.get('retry-after') }
  } catch (error) {
    return { door, status: 0, text: String(error), retryAfter: null }
  }
}
