import { openWallet } from '../../picket/signLogin.ts'
import type { Store } from '../../standin/demo/shopper.ts'
import type { RunningApp } from '../../standin/demo/startApp.ts'
import type { StandinWebhook } from '../../standin/shopify/state.ts'
import type { RunningServers } from '../openServers.ts'
import type { Doors, Told } from './openDoors.ts'

const SHOPPERS = 3
const SIGNERS = 2

export type Load = {
  /** Every answer since the load began. */
  readonly told: readonly Told[]
  /** Wallets, in lower case, whose gate was answered as open; one entry for each answer. */
  readonly opened: readonly string[]
  /** Allow that many of the orders' webhooks: each is sent until a server accepts it, then again, as Shopify may. */
  readonly allowOrders: (count: number) => void
  readonly countTaken: () => number
  readonly end: () => Promise<void>
}

/** Send requests to both servers without a pause, as shoppers, sites, Shopify and a merchant do. */
export function loadServers({
  servers,
  doors,
  store,
  orders,
}: {
  servers: RunningServers
  doors: Doors
  store: Store
  orders: readonly StandinWebhook[]
}): Load {
  const told: Told[] = []
  const opened: string[] = []
  const taken = new Set<StandinWebhook>()
  let allowed = 0
  let turns = 0
  let isOver = false
  const next = (): RunningApp => (turns++ % 2 === 0 ? servers.a : servers.b)
  const { id, productId, variantId } = store.gate
  const note = (...answers: Told[]) => told.push(...answers)
  const shop = async (turn: number) => {
    const wallet = servers.wallets[turn % servers.wallets.length]
    if (!wallet) throw new Error('There is no wallet.')
    const nonce = await doors.askProxy(next(), 'nonce', { chain: 'ethereum', walletAddress: wallet.address })
    note(nonce)
    if (nonce.status !== 200) return
    const login = await servers.signText(wallet, JSON.parse(nonce.text) as Record<string, unknown>)
    const answer = await doors.askProxy(next(), 'unlock', {
      ...login,
      gates: [id],
      lines: [{ productId, variantId }],
    })
    note(answer)
    const { gates } = JSON.parse(answer.text) as { gates?: readonly { kind: string }[] }
    if (gates?.[0]?.kind === 'open') opened.push(wallet.address.toLowerCase())
  }
  const tellOrder = async (turn: number) => {
    const sent = orders.slice(0, allowed)
    const order = sent.find((one) => !taken.has(one)) ?? sent[turn % Math.max(1, sent.length)]
    if (!order) return void note(await doors.askPage(next(), '/app/redemptions.data'))
    const answer = await doors.sendWebhook(next(), order)
    note(answer)
    if (answer.status === 200) taken.add(order)
  }
  const work = async (step: (turn: number) => Promise<unknown>, first = 0) => {
    for (let turn = first; !isOver; turn++) await step(turn)
  }
  const workers = [
    ...Array.from({ length: SHOPPERS }, (_, i) => work(shop, i * 17)),
    ...Array.from({ length: SIGNERS }, (_, i) => {
      const wallet = openWallet(`signer ${i}`)
      return work(async () => note(...(await doors.signIn(next(), wallet))))
    }),
    work(tellOrder),
    work(async () => note(await doors.askPage(next(), '/app.data'))),
  ]
  return {
    told,
    opened,
    allowOrders: (count) => {
      allowed = count
    },
    countTaken: () => taken.size,
    end: async () => {
      isOver = true
      await Promise.all(workers)
    },
  }
}
