import { createHash, createHmac, randomUUID } from 'node:crypto'
import { EVENTS, type EventScope, envelope } from '../contract/callbacks.ts'
import type { StandinHook, StandinStore } from '../state.ts'

/** The platform's own: a test may put another one in its place. */
const { fetch } = globalThis

/** Sends an event to every webhook that asks for it; does not wait for the delivery. */
export function emitEvent(store: StandinStore, scope: EventScope, data: Record<string, unknown>): void {
  const judged = EVENTS[scope].safeParse(data)
  if (!judged.success) store.faults.push(`${scope}: ${judged.error.message}`)
  const hooks = [...store.hooks.values()].filter((hook) => isMeant(store, hook, scope))
  if (hooks.length === 0) {
    store.events.log.push({ scope, fate: 'no webhook' })
    return
  }
  // One body, because an event has one hash wherever it goes.
  const body = composeEvent(store, scope, data)
  for (const hook of hooks) send(store, { hook, scope, body })
}

function isMeant(store: StandinStore, hook: StandinHook, scope: EventScope): boolean {
  if (!hook.isActive || store.now() < hook.liveFrom) return false
  return hook.scope.endsWith('/*') ? scope.startsWith(hook.scope.slice(0, -1)) : hook.scope === scope
}

/** The body of a webhook. A doubled event has the same hash. */
export function composeEvent(
  store: Pick<StandinStore, 'id' | 'hash' | 'now' | 'knobs'>,
  scope: EventScope,
  data: Record<string, unknown>,
): string {
  const event = {
    scope,
    store_id: String(store.id),
    data,
    created_at: Math.floor(store.now() / 1000),
    producer: `stores/${store.hash}`,
  }
  const hashed = store.knobs.hashOf === 'data' ? data : { ...event, at: randomUUID() }
  const { created_at, producer, ...rest } = event
  const hash = createHash('sha1').update(JSON.stringify(hashed)).digest('hex')
  return JSON.stringify(envelope.parse({ ...rest, hash, created_at, producer }))
}

/** The headers of Standard Webhooks, signed with the app's client secret. */
export function signEvent({
  clientSecret,
  id,
  at,
  body,
}: {
  clientSecret: string
  id: string
  at: number
  body: string
}): Record<string, string> {
  const signature = createHmac('sha256', clientSecret).update(`${id}.${at}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` }
}

type Sending = { hook: StandinHook; scope: EventScope; body: string }

function send(store: StandinStore, sending: Sending): void {
  const { events } = store
  const note = (fate: 'sent' | 'lost' | 'held') => events.log.push({ scope: sending.scope, fate })
  if (events.isHeld) {
    events.held.push(() => send(store, sending))
    note('held')
    return
  }
  if (events.loseNext > 0) {
    events.loseNext -= 1
    note('lost')
    return
  }
  const times = events.doubleNext > 0 ? 2 : 1
  events.doubleNext = Math.max(0, events.doubleNext - 1)
  for (let time = 0; time < times; time++) {
    note('sent')
    const delivery: Promise<unknown> = deliver(store, sending).finally(() => events.pending.delete(delivery))
    events.pending.add(delivery)
  }
}

/** Tries until the app answers 2xx; after the last retry the webhook is deactivated. */
async function deliver(store: StandinStore, { hook, scope, body }: Sending): Promise<void> {
  const { hash } = JSON.parse(body) as { hash: string }
  const id = randomUUID()
  const waits = [0, ...store.knobs.retryWaits]
  for (const [attempt, wait] of waits.entries()) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    if (!hook.isActive || !store.hooks.has(hook.id)) return
    const status = await post(store, { hook, body, id })
    store.events.deliveries.push({ hookId: hook.id, scope, hash, attempt: attempt + 1, status })
    if (status !== null && status >= 200 && status < 300) return
  }
  hook.isActive = false
}

async function post(
  store: StandinStore,
  { hook, body, id }: { hook: StandinHook; body: string; id: string },
): Promise<number | null> {
  const at = Math.floor(store.now() / 1000)
  const { clientSecret } = store.app
  const signed = store.knobs.signsWebhooks ? signEvent({ clientSecret, id, at, body }) : {}
  try {
    const answer = await fetch(hook.destination, {
      method: 'POST',
      headers: { ...hook.headers, ...signed, 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(store.knobs.callbackTimeout),
    })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return null
  }
}

/** Sends the held events, the latest first, because the platform promises no order. */
export function releaseEvents({ events }: StandinStore): void {
  events.isHeld = false
  for (const sendHeld of events.held.splice(0).reverse()) sendHeld()
}

/** Waits until nothing is on its way, with what the deliveries caused. */
export async function settleEvents({ events }: StandinStore): Promise<void> {
  while (events.pending.size > 0) await Promise.all(events.pending)
}
