import { type Chrome, drawChrome } from './chrome.ts'
import { confirmDialog } from './dialog.ts'
import type { FrameConfig, FromApp, FromFrame, Question, SaveBarView } from './messages.ts'
import { pickResource } from './picker.ts'
import { postScopes, requestScopes } from './scopes.ts'
import { hideToast, showToast } from './toasts.ts'

const config = JSON.parse(document.getElementById('config')?.textContent ?? '{}') as FrameConfig
const base = `/store/${config.storeName}/apps/${config.appHandle}`
const api = `/store/${config.storeName}/api`

let bar: SaveBarView | null = null
let started = false
const chrome: Chrome = drawChrome(config, {
  navigate: (href) => void go(href),
  save: () => tell({ kind: 'saveBarClick', which: 'save' }),
  discard: () => void discard(),
  titleAction: (index) => tell({ kind: 'titleBarClick', index }),
})

window.addEventListener('message', (event: MessageEvent<FromApp>) => {
  if (event.source !== chrome.iframe.contentWindow || event.origin !== config.appOrigin) return
  hear(event.data)
})
window.addEventListener('beforeunload', (event) => {
  if (bar) event.preventDefault()
})
void openApp(location.pathname.slice(base.length) + location.search)

/** Loads a page of the app as Shopify does: shop, host and a fresh session token in the URL. */
async function openApp(path: string): Promise<void> {
  const url = new URL(path === '' || path === '/' ? config.appHome : path, config.appOrigin)
  const host = btoa(`admin.shopify.com/store/${config.storeName}`).replace(/=+$/, '')
  url.searchParams.set('embedded', '1')
  url.searchParams.set('host', host)
  url.searchParams.set('id_token', await fetchIdToken())
  url.searchParams.set('locale', 'en')
  url.searchParams.set('shop', config.shopDomain)
  chrome.setLoading(true)
  started = false
  chrome.iframe.src = url.href
}

async function fetchIdToken(): Promise<string> {
  const response = await fetch(`${api}/id-token`, { method: 'POST' })
  return ((await response.json()) as { token: string }).token
}

function tell(message: FromFrame): void {
  chrome.iframe.contentWindow?.postMessage(message, config.appOrigin)
}

function hear(message: FromApp): void {
  switch (message.kind) {
    case 'ask':
      void answer(message.question).then((value) => tell({ kind: 'answer', id: message.id, value }))
      return
    case 'location': {
      // Not on the frame's load event, because one slow image would keep the loading bar.
      if (!started) chrome.setLoading(false)
      started = true
      const isHome = message.path === config.appHome
      history.replaceState(null, '', isHome ? base : base + message.path)
      document.title = `${message.title || config.appTitle} · ${config.shopName}`
      chrome.setActive(message.path)
      return
    }
    case 'nav':
      chrome.setNav(message.items)
      return
    case 'saveBar':
      bar = message.bar
      chrome.setSaveBar(bar)
      return
    case 'titleBar':
      chrome.setTitleBar(message.bar)
      return
    case 'toast': {
      const { toast } = message
      showToast({
        host: chrome.toasts,
        toast,
        onEvent: (event) => tell({ kind: 'toastEvent', id: toast.id, event }),
      })
      return
    }
    case 'hideToast':
      hideToast(chrome.toasts, message.id)
      return
    case 'loading':
      chrome.setLoading(message.on)
  }
}

async function answer(question: Question): Promise<unknown> {
  switch (question.about) {
    case 'idToken':
      return fetchIdToken()
    case 'resourcePicker':
      return pickResource({ api, options: question.options, currencyCode: config.currencyCode })
    case 'leave':
      return mayLeave()
    case 'scopes':
      return (await fetch(`${api}/scopes`)).json()
    case 'extensions':
      return (await fetch(`${api}/extensions`)).json()
    case 'requestScopes':
      return requestScopes({ api, appTitle: config.appTitle, ...question })
    case 'revokeScopes':
      return { detail: await postScopes({ api, revoke: question.scopes }) }
  }
}

async function mayLeave(): Promise<boolean> {
  if (!bar) return true
  return confirmDialog({
    title: 'Leave page with unsaved changes?',
    text: 'Leaving this page will delete all unsaved changes.',
    yes: 'Leave page',
    no: 'Stay',
    critical: true,
  })
}

async function go(href: string): Promise<void> {
  if (!(await mayLeave())) return
  chrome.closeMenu()
  if (chrome.knows(href)) tell({ kind: 'navigate', href })
  else await openApp(href)
}

async function discard(): Promise<void> {
  const sure =
    !bar?.confirmDiscard ||
    (await confirmDialog({
      title: 'Discard all unsaved changes',
      text: 'If you discard changes, you’ll delete any edits you made since you last saved.',
      yes: 'Discard changes',
      no: 'Continue editing',
      critical: true,
    }))
  if (sure) tell({ kind: 'saveBarClick', which: 'discard' })
}
