import { setTimeout as sleep } from 'node:timers/promises'
import { parseProof } from '../../../app/core/proof/format.ts'
import type { Dice } from '../../makeDice.ts'
import { openWallet } from '../../picket/signLogin.ts'
import { type DemoWallet, makeDemoWallet } from '../../standin/chains/demoWallets.ts'
import { completeCheckout, fillCart, type Store } from '../../standin/demo/shopper.ts'
import type { StandinWebhook } from '../../standin/shopify/state.ts'
import type { Doors, Told } from '../killedDatabase/openDoors.ts'
import { OUTSIDERS } from './chainFaults.ts'
import type { Stage } from './openStage.ts'

const SHOPPERS = 3
const SENDERS = 3
/** Shoppers without a coin, of all. */
const OUTSIDERS_SHARE = 0.1
/** Carts that are left behind, of all that unlocked. */
const LEFT_SHARE = 0.3
const DOUBLED_SHARE = 0.1
/** Pauses between tries, so that a server that is away is not asked thousands of times a second. */
const PAUSE_MS = 50
const MOST_TEXT = 1_000

/** Status of a step that ended with an error of ours, e.g. an answer that is no JSON. */
export const BROKEN = -1

/** An answer to a request, with the server that was asked, and when, in milliseconds of `performance.now()`. */
export type NightAnswer = Told & {
  readonly server: number
  readonly from: number
  readonly to: number
  /** What an unlock said of its gate. */
  readonly kind?: string
}
export type NightOrder = { readonly id: number; readonly placedAt: number }

export type Sales = {
  readonly told: readonly NightAnswer[]
  /** Ids of the grants of proofs that shoppers got, with the gate that each opened. */
  readonly granted: ReadonlyMap<string, number>
  /** All orders at Shopify. */
  readonly orders: readonly NightOrder[]
  /** Sentences that were not true: a holder was told to hold nothing, or a gate opened for somebody else. */
  readonly untrue: readonly string[]
  /** A wallet that may have a coin or not. */
  readonly fleeting: DemoWallet
  /** Webhooks that no server has accepted yet. */
  readonly countUntold: () => number
  /** Send so many of the accepted webhooks again, twice each and in another order. */
  readonly storm: (count: number) => void
  /** Keep webhooks back, lose those of orders, or send them again. */
  readonly setWebhooks: (mode: 'sent' | 'late' | 'lost') => void
  /** Begin no purchase while `run` runs, and wait for those that are under way. */
  readonly pause: (run: () => Promise<void>) => Promise<void>
  /** End the purchases; webhooks go on until all are accepted. */
  readonly endPurchases: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Keep selling: shoppers unlock and buy, Shopify tells each order until a server accepts it, staff look at their pages,
 * sites sign wallets in. Webhooks are sent in any order, some of them twice.
 */
export function startSales({
  stage,
  doors,
  stores,
  dice,
}: {
  stage: Stage
  doors: Doors
  stores: readonly Store[]
  dice: Dice
}): Sales {
  const { webhooks } = stage.demo.shop
  const told: NightAnswer[] = []
  const granted = new Map<string, number>()
  const orders: NightOrder[] = []
  const untrue: string[] = []
  const waiting: StandinWebhook[] = []
  const accepted: StandinWebhook[] = []
  const outsiders = Array.from({ length: OUTSIDERS }, (_, i) => makeDemoWallet(`night outsider ${i}`))
  const fleeting = makeDemoWallet('night fleeting')
  let [isSelling, isOpen, mode] = [true, true, 'sent']
  let paused: Promise<void> | null = null
  let [turns, busy] = [0, 0]

  // A long night has a million answers: the text of a good one is not kept.
  const note = (answer: NightAnswer) =>
    void told.push({ ...answer, text: answer.status === 200 ? '' : answer.text.slice(0, MOST_TEXT) })
  const ask = async (request: (server: Stage['servers'][number]) => Promise<Told>): Promise<NightAnswer> => {
    const server = turns++ % stage.servers.length
    const from = performance.now()
    const answer = await request(stage.servers[server] ?? stage.servers[0])
    const kind = toGates(answer)[0]?.kind
    const whole = { ...answer, server, from, to: performance.now(), ...(kind && { kind }) }
    note(whole)
    if (answer.status !== 200) await sleep(PAUSE_MS)
    return whole
  }
  const buy = async () => {
    const store = dice.pick(stores)
    const isHolder = !dice.chance(OUTSIDERS_SHARE)
    const wallet = isHolder ? dice.pick(stage.wallets) : dice.pick([...outsiders, fleeting])
    const body = { chain: 'ethereum', walletAddress: wallet.address }
    const nonce = await ask((server) => doors.askProxy(server, 'nonce', body))
    if (nonce.status !== 200) return
    const login = await stage.signText(wallet, JSON.parse(nonce.text) as Record<string, unknown>)
    const { id, productId, variantId } = store.gate
    const what = { gates: [id], lines: [{ productId, variantId }] }
    const answer = await ask((server) => doors.askProxy(server, 'unlock', { ...login, ...what }))
    const [gate] = toGates(answer)
    if (!gate) return
    if (isHolder && gate.because === 'unmet') untrue.push(`A holder was refused: ${answer.text}`)
    if (!isHolder && wallet !== fleeting && gate.kind === 'open')
      untrue.push(`A gate opened for a wallet that holds nothing: ${answer.text}`)
    const { proof } = JSON.parse(answer.text) as { proof?: string }
    if (gate.kind !== 'open' || !proof) return
    granted.set(parseProof(proof).claims.grant, id)
    if (dice.chance(LEFT_SHARE)) return
    const cart = await fillCart(store, proof)
    const order = await completeCheckout(store, cart)
    if (order?.id === undefined)
      return void untrue.push(`The checkout refused a cart with the proof ${proof}.`)
    if (!order.lines.some(({ discounts }) => discounts.length > 0))
      untrue.push(`The checkout gave nothing for the proof ${proof}.`)
    orders.push({ id: order.id, placedAt: performance.now() })
  }
  const buyUnlessPaused = async () => {
    await paused
    busy++
    await buy().finally(() => busy--)
  }
  const tell = async () => {
    const fresh = webhooks.held.splice(0)
    waiting.push(...(mode === 'lost' ? fresh.filter(({ topic }) => !topic.startsWith('orders/')) : fresh))
    const [webhook] = mode === 'late' ? [] : waiting.splice(dice.below(waiting.length), 1)
    if (!webhook) return void (await sleep(PAUSE_MS))
    const times = dice.chance(DOUBLED_SHARE) ? 2 : 1
    const answers = await Promise.all(
      Array.from({ length: times }, () => ask((server) => doors.sendWebhook(server, webhook))),
    )
    if (answers.some(({ status }) => status === 200)) accepted.push(webhook)
    else waiting.push(webhook)
  }
  const look = async () => {
    for (const page of ['/app.data', '/app/orders.data', '/app/redemptions.data'])
      await ask((server) => doors.askPage(server, page))
    await sleep(PAUSE_MS)
  }
  let signers = 0
  const signIn = async () => {
    const wallet = openWallet(`night signer ${signers++ % 5}`)
    const server = turns++ % stage.servers.length
    const answers = await doors.signIn(stage.servers[server] ?? stage.servers[0], wallet)
    for (const answer of answers) note({ ...answer, server })
    await sleep(PAUSE_MS * 5)
  }
  const repeat = async (isOn: () => boolean, step: () => Promise<unknown>) => {
    while (isOn()) {
      const from = performance.now()
      await step().catch((error: unknown) => {
        const text = error instanceof Error ? `${error.message} ${error.cause ?? ''}` : String(error)
        told.push({
          door: 'shopper',
          status: BROKEN,
          text,
          retryAfter: null,
          server: 0,
          from,
          to: performance.now(),
        })
      })
    }
  }
  webhooks.isHeld = true
  const steps = [...Array.from({ length: SHOPPERS }, () => buyUnlessPaused), look, signIn]
  const buyers = steps.map((step) => repeat(() => isSelling, step))
  const senders = Array.from({ length: SENDERS }, () => repeat(() => isOpen, tell))
  return {
    ...{ told, granted, orders, untrue, fleeting },
    countUntold: () => waiting.length + webhooks.held.length,
    storm: (count) => {
      for (let i = 0; i < count; i++) {
        const again = dice.pick(accepted)
        if (again) waiting.push(again, again)
      }
    },
    setWebhooks: (next) => {
      mode = next
    },
    pause: async (run) => {
      let goOn = () => {}
      paused = new Promise((resolve) => {
        goOn = resolve
      })
      do await sleep(PAUSE_MS)
      while (busy > 0)
      await run().finally(goOn)
      paused = null
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

type ToldGate = { readonly kind: string; readonly because?: string }

/** What an unlock said of its gates; nothing for every other answer. */
function toGates({ door, status, text }: Told): readonly ToldGate[] {
  if (door !== 'proxy unlock' || status !== 200) return []
  return (JSON.parse(text) as { gates?: ToldGate[] }).gates ?? []
}
