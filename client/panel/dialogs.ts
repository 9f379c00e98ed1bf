export type Dialogs = {
  /** Ask a yes-or-no question. Escape means no. */
  readonly confirm: (question: {
    readonly title: string
    readonly text: string
    readonly yes: string
    readonly no: string
  }) => Promise<boolean>
}

/** Create the page's own dialogs: a browser shows none of its own in a frame of another site. */
export function createDialogs(): Dialogs {
  return {
    confirm: ({ title, text, yes, no }) =>
      new Promise((resolve) => {
        const dialog = openDialog(title, () => resolve(false))
        const words = document.createElement('p')
        words.textContent = text
        // At once, as the event of a closed dialog comes later: a next question would be taken for this one.
        const answer = (isYes: boolean) => {
          resolve(isYes)
          dialog.close()
        }
        dialog.append(
          words,
          createFoot(
            createButton(no, () => answer(false)),
            createButton(yes, () => answer(true)),
          ),
        )
      }),
  }
}

/** Open a dialog with a heading. However it closes, it is removed and calls back once. */
export function openDialog(title: string, onClose: () => void): HTMLDialogElement {
  const dialog = document.createElement('dialog')
  dialog.className = 'palisade-dialog'
  dialog.setAttribute('aria-label', title)
  const heading = document.createElement('h2')
  heading.textContent = title
  dialog.append(heading)
  dialog.addEventListener('close', () => {
    dialog.remove()
    onClose()
  })
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

export function createFoot(...buttons: readonly HTMLElement[]): HTMLElement {
  const foot = document.createElement('footer')
  foot.append(...buttons)
  return foot
}

export function createButton(label: string, onClick: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = label
  button.addEventListener('click', onClick)
  return button
}
