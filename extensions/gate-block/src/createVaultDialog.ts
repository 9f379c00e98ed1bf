import { createDialog } from './createDialog.ts'
import { formatShortAddress } from './show/formatShortAddress.ts'
import { renderWallets } from './show/renderWallets.ts'

export type CreateVaultDialogResult = {
  /** Open the dialog with these vaults as suggestions. */
  readonly open: (suggested: readonly string[]) => void
  /** Choose the entered address. */
  readonly take: () => void
}

/**
 * Set up the dialog that asks for a vault, the wallet that has delegated to the connected one. `onChoose` is called with
 * its address.
 */
export function createVaultDialog(
  element: HTMLElement,
  signal: AbortSignal,
  onChoose: (vault: string) => void,
): CreateVaultDialogResult {
  const { find, open, choose } = createDialog(element, 'vaultDialog', signal)
  const icon = element.querySelector('[data-for=connecting] .palisade-icon')
  const end = (vault: string) => {
    choose()
    onChoose(vault)
  }
  const take = () => {
    const input = find()?.querySelector('input')
    const vault = input?.value.trim() ?? ''
    const isAddress = /^0x[\da-f]{40}$/i.test(vault)
    input?.setAttribute('aria-invalid', `${!isAddress}`)
    if (isAddress) end(vault)
    else input?.focus()
  }
  // The block may be inside the product form, which Enter would submit.
  element.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || event.target !== find()?.querySelector('input')) return
      event.preventDefault()
      take()
    },
    { signal },
  )
  return {
    take,
    open: (suggested) => {
      const list = find()?.querySelector<HTMLElement>('ul')
      if (!list) return
      renderWallets({
        list,
        wallets: suggested.map((id) => ({ id, name: formatShortAddress(id), icon: null })),
        fallbackName: '',
        showsIcons: true,
        icon,
        onChoose: ({ id }) => end(id),
      })
      open()
    },
  }
}
