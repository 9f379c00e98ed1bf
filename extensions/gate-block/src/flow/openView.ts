import { type Service, serviceEndpoint } from '@onflow/fcl-core'

/** A wallet's own page: in the shop's page, in a window or in a tab. */
export type View = { readonly readWindow: () => Window | null; readonly close: () => void }

/** How often a window is looked at that the shopper may have closed. */
const LOOK_MS = 500
/** A browser opens one window at a press, and one alone. The code says that the wallet waits for the shopper. */
export const BLOCKED = 'The browser has blocked the window of the wallet.'

/**
 * Open the page of a service; `onClose` is called if the shopper closes it.
 * @throws Error if the browser forbids it, or if the address is none of a page: one of `javascript:` would run as the shop
 */
export function openView(service: Service, onClose: () => void): View {
  const { protocol, href: url } = serviceEndpoint(service)
  if (!/^https?:$/.test(protocol)) throw new Error('The wallet has named an address that is no page.')
  const [kind] = /IFRAME|POP|TAB/.exec(`${service.method}`) ?? []
  if (kind === 'IFRAME') return openFrame(url, onClose)
  return openWindow(url, kind === 'POP' ? 'popup,width=640,height=770' : '', onClose)
}

/** A modal dialog is above all that a theme shows, and Escape closes it. */
function openFrame(url: string, onClose: () => void): View {
  const dialog = document.createElement('dialog')
  const frame = document.createElement('iframe')
  const close = document.createElement('button')
  frame.src = url
  // A Ledger is reached from the wallet's page.
  frame.allow = 'usb *; hid *; clipboard-write'
  close.type = 'button'
  close.append('×')
  close.ariaLabel = document.querySelector('palisade-gate [data-ref=close]')?.ariaLabel ?? null
  const whole = 'border:0;padding:0;margin:0;width:100vw;height:100vh;max-width:none;max-height:none;'
  dialog.style.cssText = `${whole}background:#0004`
  frame.style.cssText = `${whole}display:block;color-scheme:light`
  close.style.cssText = 'position:absolute;top:8px;inset-inline-end:8px;width:44px;height:44px;font-size:24px'
  dialog.append(frame, close)
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => {
    dialog.remove()
    onClose()
  })
  document.body.append(dialog)
  dialog.showModal()
  return { readWindow: () => frame.contentWindow, close: () => dialog.close() }
}

function openWindow(url: string, features: string, onClose: () => void): View {
  const opened = window.open(url, '_blank', features)
  if (!opened) throw Object.assign(new Error(BLOCKED), { code: -32002 })
  const timer = setInterval(() => {
    if (!opened.closed) return
    clearInterval(timer)
    onClose()
  }, LOOK_MS)
  return {
    readWindow: () => opened,
    close: () => {
      clearInterval(timer)
      opened.close()
    },
  }
}
