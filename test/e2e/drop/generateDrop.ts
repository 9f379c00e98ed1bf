import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, converse, openConnection } from '../../bench/api/converse.ts'
import { signText } from '../../bench/api/wallets.ts'
import { signProxyQuery } from '../../standin/shopify/storefront/signProxyQuery.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { makeShopper } from './makeShopper.ts'

/*
 * The crowd of a drop, in a separate process, so that its cost falls on no server. Each shopper has a wallet, a browser
 * with a key, and an address of their own. They ask for a nonce, sign it, and unlock. Whoever is told to come back does
 * so after `Retry-After`. It gets its orders over IPC.
 */

export type DropOrder = {
  /** Ports of the servers, which take turns. */
  readonly ports: readonly number[]
  readonly apiSecret: string
  readonly shop: string
  /** Host of the storefront. */
  readonly storefront: string
  readonly gate: { readonly id: number; readonly productId: number; readonly variantId: number }
  /** Numbers of the shoppers: `from` to below `to`. */
  readonly from: number
  readonly to: number
  /** How many are at the door at once. */
  readonly crowd: number
}
export type KindReport = {
  readonly count: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
}
export type DropReport = {
  readonly seconds: number
  /** CPU of this process. */
  readonly cpuSeconds: number
  /** How late the event loop of this process was, in milliseconds. The times of the answers have it in them. */
  readonly lagMs: { readonly p50: number; readonly p99: number }
  /** Every answer, by request and what it said. */
  readonly kinds: Readonly<Record<string, KindReport>>
  /** How each shopper's last answer ended. */
  readonly ends: Readonly<Record<string, number>>
  /** The proofs of those who got a place, with the number of the shopper. */
  readonly opened: readonly { readonly shopper: number; readonly proof: string }[]
  /** Seconds to come back, of all who were told to. */
  readonly toldSeconds: Readonly<Record<number, number>>
}

/** Node closes a connection that is idle for five seconds. */
const IDLE_MS = 3_000
/** Nobody tries for longer. */
const MOST_TRIES = 200
const LOST = 'no answer'

process.on('message', (order: DropOrder) => void run(order).then((report) => process.send?.(report)))
process.on('disconnect', () => process.exit(0))

async function run(order: DropOrder): Promise<DropReport> {
  const { from, to, crowd } = order
  const [times, ends] = [new Map<string, number[]>(), new Map<string, number>()]
  const opened: { shopper: number; proof: string }[] = []
  const told: Record<number, number> = {}
  const lag = monitorEventLoopDelay({ resolution: 10 })
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  lag.enable()
  let next = from
  const work = async (worker: number) => {
    const lines = order.ports.map(createLine)
    let turn = worker
    for (let shopper = next++; shopper < to; shopper = next++) {
      const visit = createVisit(order, shopper)
      const ask = async (path: 'nonce' | 'unlock', body: object) => {
        const line = lines[turn++ % lines.length]
        const sentAt = performance.now()
        const answer = line ? await line.ask(visit.compose(path, body)).catch(() => null) : null
        const read = readAnswer(answer)
        const kind = `${path} ${read.kind}`
        const known = times.get(kind) ?? []
        known.push(performance.now() - sentAt)
        times.set(kind, known)
        if (read.retryAfter !== null) told[read.retryAfter] = (told[read.retryAfter] ?? 0) + 1
        return { ...read, kind }
      }
      const end = await shop({ visit, ask })
      ends.set(end.kind, (ends.get(end.kind) ?? 0) + 1)
      if (end.proof !== null) opened.push({ shopper, proof: end.proof })
    }
    for (const line of lines) line.close()
  }
  await Promise.all(Array.from({ length: crowd }, (_, worker) => work(worker)))
  lag.disable()
  const used = process.cpuUsage(cpu)
  return {
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (used.user + used.system) / 1e6,
    lagMs: { p50: lag.percentile(50) / 1e6 - 10, p99: lag.percentile(99) / 1e6 - 10 },
    kinds: Object.fromEntries([...times].sort().map(([kind, list]) => [kind, reportKind(list)])),
    ends: Object.fromEntries([...ends].sort()),
    opened,
    toldSeconds: told,
  }
}

type Read = {
  readonly kind: string
  readonly status: number
  readonly retryAfter: number | null
  readonly body: Record<string, unknown>
}
type Ask = (path: 'nonce' | 'unlock', body: object) => Promise<Read>
type Visit = ReturnType<typeof createVisit>

/** One shopper's way from the door to an answer about the gate. */
async function shop({ visit, ask }: { visit: Visit; ask: Ask }) {
  let login: object | null = null
  let last = LOST
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const answer: Read = login
      ? await ask('unlock', { ...login, ...visit.what })
      : await ask('nonce', { chain: 'ethereum', walletAddress: visit.wallet.address })
    last = answer.kind
    if (answer.retryAfter !== null) {
      await sleep(answer.retryAfter * 1000)
    } else if (answer.status !== 200) {
      // A login that was too late for its unlock begins anew, as the card does.
      if (login === null || answer.body.code !== 'ERR_NONCE_UNKNOWN') return { kind: last, proof: null }
      login = null
    } else if (login === null) {
      const { nonce, message } = answer.body
      const signature = signText({ wallet: visit.wallet, message: String(message) })
      login = { nonce, walletAddress: visit.wallet.address, signature }
    } else {
      const { proof } = answer.body
      return { kind: last, proof: typeof proof === 'string' ? proof : null }
    }
  }
  return { kind: `gave up after ${last}`, proof: null }
}

/** What a shopper is and sends, as Shopify's app proxy passes it on. */
function createVisit({ apiSecret, shop, storefront, gate }: DropOrder, shopper: number) {
  const { wallet, address } = makeShopper(shopper)
  const browser = makeVisitKey()
  const { id, productId, variantId } = gate
  return {
    wallet,
    what: { gates: [id], lines: [{ productId, variantId }] },
    compose: (path: string, body: object): Buffer => {
      const text = JSON.stringify(browser.toWire(path, body))
      const lines = [
        `POST /proxy/${path}?${composeQuery(apiSecret, shop)} HTTP/1.1`,
        'Host: palisade.example',
        'Content-Type: application/json',
        `Content-Length: ${Buffer.byteLength(text)}`,
        `X-Forwarded-For: ${address}`,
        `X-Forwarded-Host: ${storefront}`,
      ]
      return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`)
    },
  }
}

let signed = { at: 0, query: '' }

/** Sign the query as Shopify does; all of one second have the same. */
function composeQuery(secret: string, shop: string): string {
  const at = Math.floor(Date.now() / 1000)
  if (signed.at === at) return signed.query
  const query: [string, string][] = [
    ['shop', shop],
    ['logged_in_customer_id', ''],
    ['path_prefix', '/apps/palisade'],
    ['timestamp', String(at)],
  ]
  query.push(['signature', signProxyQuery({ query, secret })])
  signed = { at, query: String(new URLSearchParams(query)) }
  return signed.query
}

/** A connection that is made anew when it was idle for long, or is broken. */
function createLine(port: number) {
  let socket: Awaited<ReturnType<typeof openConnection>> | null = null
  let speak: ReturnType<typeof converse> | null = null
  let usedAt = 0
  const close = () => {
    socket?.destroy()
    socket = null
  }
  return {
    close,
    ask: async (request: Buffer): Promise<Answer> => {
      if (socket?.destroyed || performance.now() - usedAt > IDLE_MS) close()
      if (!socket || !speak) {
        socket = await openConnection(port)
        speak = converse(socket)
      }
      try {
        return await speak(request)
      } catch (error) {
        close()
        throw error
      } finally {
        usedAt = performance.now()
      }
    },
  }
}

function readAnswer(answer: Answer | null): Read {
  if (!answer) return { kind: LOST, status: 0, retryAfter: null, body: {} }
  const status = Number(answer.status)
  const wait = /\r\nretry-after: *(\d+)/i.exec(answer.head)?.[1]
  const body = JSON.parse(answer.body()) as Record<string, unknown>
  const [gate] = (body.gates ?? []) as { kind: string; because?: string; usedUp?: { limit: string } }[]
  const about = gate ? [gate.kind, gate.because, gate.usedUp?.limit].filter(Boolean).join(' ') : 'ok'
  const kind = status === 200 ? `200 ${about}` : `${status} ${body.code}`
  return { kind, status, retryAfter: wait === undefined ? null : Number(wait), body }
}

function reportKind(list: readonly number[]): KindReport {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
