import { el, icon } from './el.ts'
import type { ToastView } from './messages.ts'

type ShowToastParameters = {
  host: HTMLElement
  toast: ToastView
  onEvent: (event: 'action' | 'dismiss') => void
}

/** Shows a short message at the bottom of the page; it disappears by itself. */
export function showToast({ host, toast, onEvent }: ShowToastParameters): void {
  const element = el('div', {
    class: toast.isError ? 'toast error' : 'toast',
    role: toast.isError ? 'alert' : 'status',
    'data-id': toast.id,
  })
  if (toast.isError) element.append(icon('alert'))
  element.append(el('span', {}, toast.message))
  const leave = (): void => {
    if (!element.isConnected) return
    element.remove()
    onEvent('dismiss')
  }
  if (toast.action)
    element.append(el('button', { class: 'action', onclick: () => onEvent('action') }, toast.action))
  const close = el('button', { 'aria-label': 'Dismiss', onclick: leave })
  close.append(icon('close'))
  element.append(close)
  host.append(element)
  setTimeout(leave, toast.duration)
}

/** Removes a message at once. */
export function hideToast(host: HTMLElement, id: string): void {
  for (const each of host.querySelectorAll<HTMLElement>('.toast')) if (each.dataset.id === id) each.remove()
}
