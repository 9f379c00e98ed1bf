export type CreateDialogResult = {
  /** The dialog as it is now: a theme that morphs the block may have replaced it. */
  readonly find: () => HTMLDialogElement | null
  readonly open: () => void
  /** Close it with a choice. */
  readonly choose: () => void
}

/**
 * Let a dialog of the block close by its button, by a click beside it, and when the block leaves the page. `name` is its
 * `data-ref`; `onClose` is called when it closes without a choice.
 */
export function createDialog(
  element: HTMLElement,
  name: string,
  signal: AbortSignal,
  onClose?: () => void,
): CreateDialogResult {
  const find = () => element.querySelector<HTMLDialogElement>(`[data-ref=${name}]`)
  element.addEventListener(
    'close',
    ({ target }) => {
      const dialog = find()
      if (target === dialog && dialog?.returnValue !== 'chosen') onClose?.()
    },
    // The event does not bubble.
    { capture: true, signal },
  )
  element.addEventListener(
    'click',
    (event) => {
      const target = event.target as Element
      const dialog = find()
      if (target === dialog || (target.closest('[data-ref=close]') && dialog?.contains(target)))
        dialog?.close()
    },
    { signal },
  )
  signal.addEventListener('abort', () => find()?.close())
  return {
    find,
    open: () => {
      const dialog = find()
      if (!dialog) return
      dialog.returnValue = ''
      if (!dialog.open) dialog.showModal()
    },
    choose: () => find()?.close('chosen'),
  }
}
