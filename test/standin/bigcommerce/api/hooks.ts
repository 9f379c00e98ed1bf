import { EVENTS } from '../contract/callbacks.ts'
import type { StandinHook, StandinStore } from '../state.ts'
import { type Answer, type Call, type Handler, paginate, readSeconds, refuse } from './context.ts'

type Draft = Partial<Pick<StandinHook, 'scope' | 'destination' | 'headers'>> & { is_active?: boolean }

export const HOOKS: Readonly<Record<string, Handler>> = {
  'GET /hooks': (call) => {
    const { is_active: active, scope, destination } = call.query
    const found = [...call.store.hooks.values()].filter(
      (hook) =>
        (active === undefined || String(hook.isActive) === active) &&
        (scope === undefined || hook.scope === scope) &&
        (destination === undefined || hook.destination === destination),
    )
    return paginate(call, found, (hook) => formatHook(call.store, hook))
  },
  'POST /hooks': ({ store, body }) => {
    const draft = body as Draft
    const refusal = findRefusal(store, draft)
    if (refusal) return refusal
    const at = readSeconds(store)
    const hook: StandinHook = {
      id: store.count('hook', 20_172_984),
      scope: draft.scope ?? '',
      destination: draft.destination ?? '',
      headers: draft.headers ?? null,
      isActive: draft.is_active ?? true,
      createdAt: at,
      updatedAt: at,
      liveFrom: store.now() + store.knobs.hookDelay,
    }
    store.hooks.set(hook.id, hook)
    return { status: 200, body: { data: formatHook(store, hook), meta: {} } }
  },
  'GET /hooks/{webhook_id}': (call) => answerHook(call, () => undefined),
  'PUT /hooks/{webhook_id}': (call) => {
    const draft = call.body as Draft
    const known = call.store.hooks.get(Number(call.params.webhook_id))
    const refusal = known && findRefusal(call.store, { ...known, ...draft }, known)
    if (refusal) return refusal
    return answerHook(call, (hook) => {
      hook.scope = draft.scope ?? hook.scope
      hook.destination = draft.destination ?? hook.destination
      hook.headers = draft.headers === undefined ? hook.headers : draft.headers
      hook.isActive = draft.is_active ?? hook.isActive
      hook.updatedAt = readSeconds(call.store)
    })
  },
  'DELETE /hooks/{webhook_id}': (call) => answerHook(call, ({ id }) => call.store.hooks.delete(id)),
}

function answerHook({ store, params }: Call, change: (hook: StandinHook) => void): Answer {
  const hook = store.hooks.get(Number(params.webhook_id))
  if (!hook) return refuse(404, 'The webhook does not exist.')
  change(hook)
  return { status: 200, body: { data: formatHook(store, hook), meta: {} } }
}

function findRefusal(store: StandinStore, draft: Draft, itself?: StandinHook): Answer | null {
  const { scope = '', destination = '' } = draft
  if (!listScopes().includes(scope))
    return refuse(422, 'Unknown scope.', { scope: 'There is no such event.' })
  if (!isReachable(store, destination))
    return refuse(422, 'Invalid destination.', { destination: 'State an https address without a port.' })
  const others = [...store.hooks.values()].filter((hook) => hook !== itself && hook.scope === scope)
  if (others.some((hook) => hook.destination === destination))
    return refuse(422, 'The webhook exists already.', { destination: 'It has this scope already.' })
  if (others.length >= 10) return refuse(422, 'An app has at most 10 webhooks of one scope.')
  return null
}

/** Every event, and each of its folders: `store/order/*`. */
function listScopes(): string[] {
  const events = Object.keys(EVENTS)
  const folders = events.map((event) => `${event.slice(0, event.lastIndexOf('/'))}/*`)
  return [...events, ...new Set(folders)]
}

/** The platform calls port 443 alone. The app under test runs on this machine, so its own origin is let through. */
function isReachable({ app }: StandinStore, destination: string): boolean {
  if (!URL.canParse(destination)) return false
  const url = new URL(destination)
  return url.origin === app.origin || (url.protocol === 'https:' && url.port === '')
}

function formatHook({ app, hash }: StandinStore, hook: StandinHook): unknown {
  return {
    id: hook.id,
    client_id: app.clientId,
    store_hash: hash,
    scope: hook.scope,
    destination: hook.destination,
    headers: hook.headers,
    is_active: hook.isActive,
    created_at: hook.createdAt,
    updated_at: hook.updatedAt,
  }
}
