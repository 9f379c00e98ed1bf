import encodeQR from 'qr'
import type { WalletConnectConfig } from '../readConfig.ts'

export type OpenPairingDialogParameters = {
  readonly element: HTMLElement
  readonly texts: WalletConnectConfig
  /** The link that a wallet's app takes. It holds the key of the session, so it never leaves the page. */
  readonly uri: string
  /** Called when the shopper closes the dialog. */
  readonly onCancel: () => void
}

/** Show the code for another device, and the link for this one. Answers a function that closes the dialog. */
export function openPairingDialog(parameters: OpenPairingDialogParameters): () => void {
  const { element, texts, uri, onCancel } = parameters
  const dialog = create('dialog', 'palisade-dialog')
  dialog.ariaLabel = 'WalletConnect'
  const title = create('p', 'palisade-title', 'WalletConnect')
  const close = create('button', 'palisade-close')
  close.type = 'button'
  close.ariaLabel = texts.close
  close.append(element.querySelector('[data-ref=close] svg')?.cloneNode(true) ?? '×')
  close.addEventListener('click', () => dialog.close())
  const top = create('div', 'palisade-sheet-top', title, close)

  const code = create('img')
  code.src = `data:image/svg+xml,${encodeURIComponent(encodeQR(uri, 'svg', { border: 2, ecc: 'medium' }))}`
  code.alt = texts.scan
  code.width = 240
  code.height = 240
  const desk = create('div', 'palisade-desk', code, create('p', 'palisade-text', texts.scan))

  const link = create('a', 'palisade-wallet', texts.open)
  link.href = uri
  const phone = create('div', 'palisade-phone', link)

  const input = create('input', 'palisade-input')
  input.value = uri
  input.readOnly = true
  input.ariaLabel = 'WalletConnect'
  const copy = create('button', 'palisade-wallet', texts.copy)
  copy.type = 'button'
  copy.ariaLive = 'polite'
  copy.addEventListener('click', () => {
    input.select()
    navigator.clipboard?.writeText(uri).then(
      () => copy.replaceChildren(texts.copied),
      () => {},
    )
  })
  const apps = create('div', 'palisade-apps', desk, phone, create('div', 'palisade-copy', input, copy))

  dialog.append(create('div', 'palisade-sheet', top, apps))
  let isDone = false
  dialog.addEventListener('close', () => {
    dialog.remove()
    if (!isDone) onCancel()
  })
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close())
  element.append(dialog)
  dialog.showModal()
  return () => {
    isDone = true
    dialog.close()
  }
}

function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  element.className = className
  element.append(...children)
  return element
}
