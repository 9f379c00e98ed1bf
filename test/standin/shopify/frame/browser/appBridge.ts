import { defineElements } from './elements.ts'
import { EMBED_NAMES, type PickerOptions } from './messages.ts'
import { patchFetch } from './patchFetch.ts'
import { isSaveBarShown, watchForms } from './saveBar.ts'
import { apiKey, ask, hear, isFramed, tell } from './talk.ts'

const REMEMBERED = 'standin-embed'

const config = readConfig()

function readConfig(): { apiKey: string; shop: string; host: string; locale: string } {
  const query = new URLSearchParams(location.search)
  const stored = new URLSearchParams(sessionStorage.getItem(REMEMBERED) ?? '')
  const pick = (name: string): string => query.get(name) ?? stored.get(name) ?? ''
  const found = { shop: pick('shop'), host: pick('host') }
  sessionStorage.setItem(REMEMBERED, new URLSearchParams(found).toString())
  return { apiKey, ...found, locale: pick('locale') || 'en' }
}

async function idToken(): Promise<string> {
  return String(await ask({ about: 'idToken' }))
}

type ToastOptions = {
  duration?: number
  isError?: boolean
  action?: string
  onAction?: () => void
  onDismiss?: () => void
}
const toasts = new Map<string, ToastOptions>()
hear((message) => {
  if (message.kind !== 'toastEvent') return
  const options = toasts.get(message.id)
  if (message.event === 'action') options?.onAction?.()
  else options?.onDismiss?.()
})

type Shown = { show(): Promise<void>; hide(): Promise<void>; toggle(): Promise<void> }
const byId = (id: string): Shown => {
  const element = document.getElementById(id)
  if (!element || !('show' in element)) throw new Error(`There is no App Bridge element with id ${id}.`)
  return element as unknown as Shown
}
const elementApi = {
  show: (id: string) => byId(id).show(),
  hide: (id: string) => byId(id).hide(),
  toggle: (id: string) => byId(id).toggle(),
}

const shopify = {
  config,
  origin: location.origin,
  ready: Promise.resolve(),
  environment: { embedded: true, mobile: false, intent: false, pos: false },
  idToken,
  user: async () => ({ accountAccess: 'full access' }),
  loading: (on?: boolean) => tell({ kind: 'loading', on: on ?? false }),
  toast: {
    show: (message: string, options: ToastOptions = {}) => {
      const id = `toast-${toasts.size + 1}`
      toasts.set(id, options)
      const { isError = false, duration = 5000, action = '' } = options
      tell({ kind: 'toast', toast: { id, message, isError, duration, action } })
      return id
    },
    hide: (id: string) => tell({ kind: 'hideToast', id }),
  },
  saveBar: {
    ...elementApi,
    // Like App Bridge, it settles only when leaving is allowed.
    leaveConfirmation: async () => {
      if (!isSaveBarShown() || (await ask({ about: 'leave' })) === true) return
      await new Promise(() => {})
    },
  },
  modal: elementApi,
  resourcePicker: async (options: PickerOptions) => {
    const chosen = (await ask({ about: 'resourcePicker', options })) as { id: string }[] | null
    return chosen ? Object.assign(chosen, { selection: chosen }) : undefined
  },
  scopes: {
    query: () => ask({ about: 'scopes' }),
    request: async (scopes: string[]) => {
      const isClick = navigator.userActivation.isActive
      const answer = (await ask({ about: 'requestScopes', scopes, isClick })) as { error?: string }
      if (answer.error !== undefined) throw new Error(answer.error)
      return answer
    },
    revoke: (scopes: string[]) => ask({ about: 'revokeScopes', scopes }),
  },
  app: {
    extensions: () => ask({ about: 'extensions' }),
  },
}

Object.defineProperty(window, 'shopify', { value: shopify, configurable: true })
patchFetch(idToken)
defineElements()
watchForms()
followLocation()

function followLocation(): void {
  const report = (): void => {
    const query = new URLSearchParams(location.search)
    for (const name of EMBED_NAMES) query.delete(name)
    const search = query.size > 0 ? `?${query}` : ''
    tell({ kind: 'location', path: location.pathname + search + location.hash, title: document.title })
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history)
    history[name] = (...given: Parameters<History['pushState']>) => {
      original(...given)
      report()
    }
  }
  addEventListener('popstate', report)
  addEventListener('load', report)
  report()
}

const reload = new URLSearchParams(location.search).get('shopify-reload')
if (reload && isFramed) returnWithToken(reload)

// Does the work of the library's bounce page: reloads the wanted page with a fresh token. Only for the app's own
// origin.
function returnWithToken(wanted: string): void {
  const url = new URL(wanted, location.href)
  if (url.origin !== location.origin) return
  void idToken().then((token) => {
    url.searchParams.set('id_token', token)
    url.searchParams.set('embedded', '1')
    location.replace(url)
  })
}
