import type { Page, Route } from 'playwright-core'
import type { PutWallet } from './putWallets.ts'

/** A state of the card, and how a shopper gets there in a shop. */
export type CardState = {
  readonly name: string
  /** The panel that the card shows at the end. */
  readonly panel: string
  /** Default: the product with a discount. `cart`: the cart, with that product in it. */
  readonly page?: 'exclusive' | 'cart'
  /** Whose wallet; default: the holder's. `none`: a browser without one. */
  readonly owner?: 'outsider' | 'none'
  readonly wallet?: Pick<PutWallet, 'signs' | 'connects'>
  /** What becomes of the request to unlock; default: the app answers it. */
  readonly unlock?: (route: Route) => Promise<unknown>
  /** What the shopper does. */
  readonly act?: (page: Page) => Promise<unknown>
  /** Whether a dialog is open over the card at the end. */
  readonly hasDialog?: boolean
}

const connect = (page: Page) => page.locator('palisade-gate:visible [data-ref=connect]').first().click()

/** Connect the one wallet that the shopper has, besides those of the demo. */
async function choose(page: Page): Promise<void> {
  await connect(page)
  await page.locator('.palisade-wallet', { hasText: 'Mine' }).click()
}

/** Let the app answer, and replace the gates in its answer. */
const answerGates = (compose: (id: number) => object) => async (route: Route) => {
  const response = await route.fetch()
  const answer = (await response.json()) as { gates: { id: number }[] }
  const gates = answer.gates.map(({ id }) => ({ id, ...compose(id) }))
  await route.fulfill({ response, json: { ...answer, gates, proof: null, lineProofs: [] } })
}
const close = (because: string, more: object = {}) =>
  answerGates(() => ({ kind: 'closed', because, ...more }))
const never = () => new Promise(() => {})
const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * 86_400

/** What another app may do: put the product into the cart without a proof, and take the cart's own away. */
async function loseProof(page: Page): Promise<void> {
  await page.locator('palisade-gate[data-state="unlocked"]').first().waitFor()
  await page.evaluate(async () => {
    const post = async (path: string, json: object) => {
      const headers = { 'content-type': 'application/json' }
      await (await fetch(path, { method: 'POST', headers, body: JSON.stringify(json) })).text()
    }
    const field = document.querySelector<HTMLInputElement>('form[action*="/cart/add"] [name="id"]')
    await post('/cart/add.js', { items: [{ id: Number(field?.value), quantity: 1 }] })
    await post('/cart/update.js', { attributes: { _palisade: '' } })
  })
}

/** Every state of the card that a shopper can meet. */
export const CARD_STATES: readonly CardState[] = [
  { name: 'locked', panel: 'locked' },
  { name: 'locked-exclusive', panel: 'locked', page: 'exclusive' },
  { name: 'locked-in-cart', panel: 'locked', page: 'cart' },
  { name: 'choosing', panel: 'locked', act: connect, hasDialog: true },
  { name: 'no-wallet', panel: 'locked', owner: 'none', act: connect, hasDialog: true },
  { name: 'connecting', panel: 'connecting', wallet: { connects: 'waits' }, act: choose },
  {
    name: 'connecting-slow',
    panel: 'connecting',
    wallet: { connects: 'waits' },
    act: async (page) => {
      await page.clock.install()
      await choose(page)
      await page.clock.runFor(16_000)
    },
  },
  { name: 'signing', panel: 'signing', wallet: { signs: 'waits' }, act: choose },
  { name: 'rejected', panel: 'locked', wallet: { signs: 'rejects' }, act: choose },
  { name: 'checking', panel: 'checking', unlock: never, act: choose },
  {
    name: 'checking-slow',
    panel: 'checking',
    unlock: never,
    act: async (page) => {
      const sent = page.waitForRequest('**/apps/palisade/unlock*')
      await page.clock.install()
      await choose(page)
      await sent
      await page.clock.runFor(5000)
    },
  },
  { name: 'unlocked', panel: 'unlocked', act: choose },
  { name: 'unlocked-exclusive', panel: 'unlocked', page: 'exclusive', act: choose },
  { name: 'unlocked-in-cart', panel: 'unlocked', page: 'cart', act: choose },
  { name: 'refused-unmet', panel: 'refused', owner: 'outsider', act: choose },
  { name: 'refused-in-cart', panel: 'refused', page: 'cart', owner: 'outsider', act: choose },
  {
    name: 'refused-early',
    panel: 'refused',
    unlock: close('not-started', { startsAt: inDays(20) }),
    act: choose,
  },
  { name: 'refused-ended', panel: 'refused', unlock: close('ended'), act: choose },
  { name: 'refused-paused', panel: 'refused', unlock: close('paused'), act: choose },
  { name: 'refused-signed-out', panel: 'refused', unlock: close('sign-in'), act: choose },
  { name: 'refused-used-up', panel: 'refused', unlock: close('used-up'), act: choose },
  {
    name: 'refused-token-used',
    panel: 'refused',
    unlock: close('used-up', {
      usedUp: { limit: 'token', token: { name: 'Night Owls', id: '7' }, at: inDays(-20), heldUntil: null },
    }),
    act: choose,
  },
  {
    name: 'refused-place-held',
    panel: 'refused',
    unlock: close('used-up', { usedUp: { limit: 'place', token: null, at: null, heldUntil: inDays(0.1) } }),
    act: choose,
  },
  {
    name: 'failed-chain',
    panel: 'failed',
    unlock: answerGates(() => ({ kind: 'unchecked', chain: 'ethereum' })),
    act: choose,
  },
  { name: 'failed-network', panel: 'failed', unlock: (route) => route.abort(), act: choose },
  {
    name: 'failed-html',
    panel: 'failed',
    unlock: (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Password</h1>' }),
    act: choose,
  },
  {
    name: 'failed-busy',
    panel: 'failed',
    unlock: (route) => route.fulfill({ status: 429, json: { code: 'ERR_RATE_LIMITED', msg: 'Slow down.' } }),
    act: choose,
  },
  {
    name: 'failed-server',
    panel: 'failed',
    unlock: (route) => route.fulfill({ status: 500, json: { code: 'ERR_INTERNAL', msg: 'Oops.' } }),
    act: choose,
  },
  {
    name: 'lost',
    panel: 'lost',
    act: async (page) => {
      await choose(page)
      await loseProof(page)
    },
  },
]
