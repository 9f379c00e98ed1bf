import { afterAll, beforeAll, expect, test } from 'vitest'
import { completeCheckout, fillCart, type Store } from '../standin/demo/shopper.ts'
import type { RunningApp } from '../standin/demo/startApp.ts'
import { sendWebhook } from '../standin/shopify/webhooks/sendWebhook.ts'
import { openServers, type RunningServers } from './openServers.ts'
import type { Answer } from './openShoppers.ts'

/*
 * One of two production servers on one PostgreSQL is killed in the middle of unlocks and orders. The other server does
 * the unfinished work when its locks expire, after two minutes at most.
 */
const ORDERS = 16
let servers: RunningServers
beforeAll(async () => {
  servers = await openServers()
})
afterAll(() => servers?.close())

type Gates = readonly { kind: string }[] | undefined
const kindOf = ({ body }: Answer) => (body.gates as Gates)?.[0]?.kind
const inTurn = (i: number): RunningApp => (i % 2 === 0 ? servers.a : servers.b)
const now = () => Date.now() / 1000

test('behavior: after one server is killed the other answers, the ledger is right, and its jobs are taken over in two minutes', async () => {
  const { a, b, wallets, read, demo } = servers
  const { webhooks } = demo.shop
  const contract = demo.facts.chains.ethereum.contracts.erc20
  const store: Store = await servers.makeGate(
    { productId: 8104, variantId: 91041 },
    {
      name: 'Once each',
      root: { kind: 'all', of: [{ kind: 'erc20', chain: 'ethereum', contract, minimum: '1' }] },
      reaction: { value: '10' },
      limits: { perWallet: '1', perToken: '', total: '' },
    },
  )
  const buyers = wallets.slice(0, ORDERS)
  const others = wallets.slice(ORDERS)
  const bought = await Promise.all(
    buyers.map(async (wallet, i) => servers.unlock(inTurn(i), await servers.sign(inTurn(i), wallet), store)),
  )
  expect(bought.map(kindOf)).toEqual(buyers.map(() => 'open'))
  webhooks.isHeld = true
  for (const { body } of bought) {
    expect(await completeCheckout(store, await fillCart(store, String(body.proof)))).toBeTruthy()
  }
  const told = webhooks.held.filter(({ topic }) => topic === 'orders/create')
  expect(told).toHaveLength(ORDERS)
  webhooks.held = []
  webhooks.isHeld = false

  const logins = await Promise.all(others.map((wallet) => servers.sign(b, wallet)))
  const send = ({ origin }: RunningApp, webhook: (typeof told)[number]) =>
    sendWebhook({ appUrl: origin, apiSecret: demo.merchant.apiSecret, ...webhook, retryAfter: [] })
  const sending = told.map((webhook) => send(a, webhook))
  const unlocking = logins.map((login, i) => servers.unlock(inTurn(i), login, store))
  const readLocked = () =>
    read("SELECT key, locked_until FROM job WHERE kind = 'order' AND locked_until > 0 ORDER BY key")
  while ((await readLocked()).length < 2);
  process.kill(a.pid, 'SIGKILL')
  const killedAt = now()
  const stuck = await readLocked()
  expect(stuck.length).toBeGreaterThan(0)

  // Shoppers without an answer retry, and Shopify redelivers unaccepted webhooks.
  const answers = await Promise.all(unlocking)
  const cut = logins.filter((_, i) => answers[i]?.status === 0)
  console.log(`killed with ${stuck.length} orders under way and ${cut.length} unlocks unanswered`)
  const again = await Promise.all(
    cut.map(async ({ walletAddress }) => {
      const wallet = others.find(({ address }) => address === walletAddress)
      if (!wallet) throw new Error('There is no wallet of this login.')
      return servers.unlock(b, await servers.sign(b, wallet), store)
    }),
  )
  for (const answer of [...answers.filter(({ status }) => status !== 0), ...again])
    expect(answer.status).toBe(200)
  const sent = await Promise.all(sending)
  for (const [i, webhook] of told.entries())
    if (!sent[i]?.delivered) expect(await send(b, webhook)).toMatchObject({ delivered: true })

  // One use for each wallet, whether its answer arrived or was lost.
  const uses = await read(
    `SELECT redemption.key, redemption.slot, reservation.state FROM redemption
      JOIN reservation ON reservation.id = redemption.reservation_id WHERE redemption.gate = $1`,
    [store.gate.id],
  )
  const used = uses.map(({ key }) => String(key))
  expect(new Set(used).size).toBe(used.length)
  const open = [...logins.filter((_, i) => kindOf(answers[i] as Answer) === 'open')]
  for (const { walletAddress } of open) expect(used).toContain(walletAddress.toLowerCase())
  for (const [i, { walletAddress }] of cut.entries()) {
    // Closed if the use was reserved just before the server died: it then belongs to another visit, and is released
    // when that visit's proof has ended.
    expect(used).toContain(walletAddress.toLowerCase())
    expect(['open', 'closed']).toContain(kindOf(again[i] as Answer))
  }

  const countLeft = async () => (await read("SELECT 1 FROM job WHERE kind IN ('order', 'hold')")).length
  await expect.poll(countLeft, { timeout: 160_000, interval: 500 }).toBe(0)
  const waited = now() - killedAt
  console.log(`everything was taken over after ${waited.toFixed(1)} s`)
  expect(waited).toBeLessThan(135)
  expect(now()).toBeGreaterThanOrEqual(Math.max(...stuck.map((job) => Number(job.locked_until))))
  expect(await read('SELECT outcome, count(*)::int AS n FROM settlement GROUP BY outcome')).toEqual([
    { outcome: 'committed', n: ORDERS },
  ])
  expect(
    await read(
      `SELECT count(*)::int AS n, count(DISTINCT order_id)::int AS orders FROM reservation
        WHERE gate = $1 AND state = 'committed'`,
      [store.gate.id],
    ),
  ).toEqual([{ n: ORDERS, orders: ORDERS }])
  const response = await fetch(`${demo.facts.storefront}/standin/orders`)
  const { orders } = (await response.json()) as { orders: { tags: string[] }[] }
  expect(orders.map(({ tags }) => tags)).toEqual(told.map(() => ['token-gate']))
  // A page, through the balancer, with one server running.
  expect((await demo.requestAdmin({ path: '/app.data' })).status).toBe(200)
}, 300_000)
