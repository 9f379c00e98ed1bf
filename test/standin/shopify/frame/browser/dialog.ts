import { el, icon } from './el.ts'

export type ConfirmParameters = {
  title: string
  text: string
  yes: string
  no: string
  critical?: boolean
}

/** Asks a yes-or-no question in a dialog; Escape means no. */
export function confirmDialog(parameters: ConfirmParameters): Promise<boolean> {
  const { title, text, yes, no, critical = false } = parameters
  return new Promise((resolve) => {
    const dialog = openDialog({ title, className: 'confirm', onClose: () => resolve(false) })
    const answer = (value: boolean) => () => {
      resolve(value)
      dialog.close()
    }
    const accept = el('button', { class: critical ? 'critical' : 'primary', onclick: answer(true) }, yes)
    dialog.append(
      el('p', {}, text),
      el('footer', {}, el('button', { class: 'plain', onclick: answer(false) }, no), accept),
    )
    accept.focus()
  })
}

export type OpenDialogParameters = { title: string; className: string; onClose: () => void }

/** Opens a modal with a header. However it closes, it calls `onClose` once and is removed. */
export function openDialog(parameters: OpenDialogParameters): HTMLDialogElement {
  const { title, className, onClose } = parameters
  const dialog = el('dialog', { class: className, 'aria-label': title })
  const close = el('button', { class: 'close', 'aria-label': 'Close', onclick: () => dialog.close() })
  close.append(icon('close'))
  dialog.append(el('header', {}, el('h2', {}, title), close))
  dialog.addEventListener('close', () => {
    dialog.remove()
    onClose()
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}
