import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '../../makeDice.ts'
import { completeCheckout, fillCart, type Store } from '../../standin/demo/shopper.ts'
import type { RunningApp } from '../../standin/demo/startApp.ts'
import type { StandinWebhook } from '../../standin/shopify/state.ts'
import type { Doors, Told } from '../killedDatabase/openDoors.ts'
import type { RunningServers } from '../openServers.ts'

const SHOPPERS = 3
const SENDERS = 3
/** Pauses between tries, so that a server that is away is not asked thousands of times a second. */
const PAUSE_MS = 50

/** Status of a step that ended with an error of ours, e.g. an answer that is no JSON. */
const BROKEN = -1

export type Sales = {
  readonly told: readonly Told[]
  /** Unlocks that were answered as open, by the number of the gate. */
  readonly opened: ReadonlyMap<number, number>
  /** Ids of all orders at Shopify. */
  readonly orders: readonly number[]
  /** Webhooks that no server has accepted yet. */
  readonly countUntold: () => number
  /** Send so many of the accepted webhooks again, twice each and in another order. */
  readonly storm: (count: number) => void
  /** End the purchases; webhooks go on until all are accepted. */
  readonly endPurchases: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Keep selling: shoppers unlock and buy, Shopify tells each order until a server accepts it, staff look at their pages.
 * Webhooks are sent in any order, some of them twice.
 */
export function startSales({
  servers,
  doors,
  stores,
  dice,
}: {
  servers: RunningServers
  doors: Doors
  stores: readonly Store[]
  dice: Dice
}): Sales {
  const { webhooks } = servers.demo.shop
  const told: Told[] = []
  const opened = new Map<number, number>()
  const orders: number[] = []
  const waiting: StandinWebhook[] = []
  const accepted: StandinWebhook[] = []
  let [isSelling, isOpen] = [true, true]
  let turns = 0
  const next = (): RunningApp => (turns++ % 2 === 0 ? servers.a : servers.b)
  const note = async (answer: Told) => {
    told.push(answer)
    if (answer.status !== 200) await sleep(PAUSE_MS)
    return answer.status === 200
  }
  webhooks.isHeld = true
  const buy = async () => {
    const [store, wallet] = [dice.pick(stores), dice.pick(servers.wallets)]
    if (!store || !wallet) throw new Error('There is no store or no wallet.')
    const nonce = await doors.askProxy(next(), 'nonce', { chain: 'ethereum', walletAddress: wallet.address })
    if (!(await note(nonce))) return
    const login = await servers.signText(wallet, JSON.parse(nonce.text) as Record<string, unknown>)
    const { id, productId, variantId } = store.gate
    const what = { gates: [id], lines: [{ productId, variantId }] }
    const answer = await doors.askProxy(next(), 'unlock', { ...login, ...what })
    if (!(await note(answer))) return
    const { gates, proof } = JSON.parse(answer.text) as { gates?: { kind: string }[]; proof?: string }
    if (gates?.[0]?.kind !== 'open' || !proof) return
    opened.set(id, (opened.get(id) ?? 0) + 1)
    // Some carts are left behind.
    if (dice.chance(0.3)) return
    const order = (await completeCheckout(store, await fillCart(store, proof))) as { id?: number } | undefined
    if (order?.id !== undefined) orders.push(order.id)
  }
  const tell = async () => {
    waiting.push(...webhooks.held.splice(0))
    const [webhook] = waiting.splice(dice.below(waiting.length), 1)
    if (!webhook) return void (await sleep(PAUSE_MS))
    const times = dice.chance(0.1) ? 2 : 1
    const answers = await Promise.all(Array.from({ length: times }, () => doors.sendWebhook(next(), webhook)))
    for (const answer of answers) await note(answer)
    if (answers.some(({ status }) => status === 200)) accepted.push(webhook)
    else waiting.push(webhook)
  }
  const repeat = async (isOn: () => boolean, step: () => Promise<unknown>) => {
    while (isOn())
      await step().catch((error: unknown) => {
        told.push({ door: 'shopper', status: BROKEN, text: String(error), retryAfter: null })
      })
  }
  const buyers = [
    ...Array.from({ length: SHOPPERS }, () => repeat(() => isSelling, buy)),
    repeat(
      () => isSelling,
      async () => {
        for (const page of ['/app.data', '/app/orders.data', '/app/redemptions.data'])
          await note(await doors.askPage(next(), page))
        await sleep(PAUSE_MS)
      },
    ),
  ]
  const senders = Array.from({ length: SENDERS }, () => repeat(() => isOpen, tell))
  return {
    told,
    opened,
    orders,
    countUntold: () => waiting.length + webhooks.held.length,
    storm: (count) => {
      for (let i = 0; i < count; i++) {
        const again = dice.pick(accepted)
        if (again) waiting.push(again, again)
      }
    },
    endPurchases: async () => {
      isSelling = false
      await Promise.all(buyers)
    },
    close: async () => {
      isSelling = false
      isOpen = false
      await Promise.all([...buyers, ...senders])
      webhooks.isHeld = false
    },
  }
}
