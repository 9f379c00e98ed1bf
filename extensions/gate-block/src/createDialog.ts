export type CreateDialogParameters = {
  readonly element: HTMLElement
  /** Its `data-ref`. */
  readonly name: string
  /** Called when the dialog closes without a choice. */
  readonly onClose?: () => void
  readonly signal: AbortSignal
}
export type CreateDialogResult = {
  readonly dialog: HTMLDialogElement | null
  readonly open: () => void
  /** Close it with a choice. */
  readonly choose: () => void
}

/** Let a dialog of the block close by its button, by a click beside it, and when the block leaves the page. */
export function createDialog(parameters: CreateDialogParameters): CreateDialogResult {
  const { element, name, onClose, signal } = parameters
  const dialog = element.querySelector<HTMLDialogElement>(`[data-ref=${name}]`)
  dialog?.addEventListener('close', () => dialog.returnValue !== 'chosen' && onClose?.(), { signal })
  dialog?.addEventListener(
    'click',
    (event) => {
      const target = event.target as Element
      if (target === dialog || target.closest('[data-ref=close]')) dialog.close()
    },
    { signal },
  )
  signal.addEventListener('abort', () => dialog?.close())
  return {
    dialog,
    open: () => {
      if (!dialog) return
      dialog.returnValue = ''
      dialog.showModal()
    },
    choose: () => dialog?.close('chosen'),
  }
}
