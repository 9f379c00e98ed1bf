import type { CardWallet } from '../flow/types.ts'

type ListedWallet = Pick<CardWallet, 'id' | 'name' | 'icon' | 'family'>

export type RenderWalletsParameters<Listed extends ListedWallet> = {
  readonly list: HTMLElement
  readonly wallets: readonly Listed[]
  readonly fallbackName: string
  readonly showsIcons: boolean
  /** The icon of wallets without an icon. */
  readonly icon: Element | null
  /** Whether each row names its chain family. */
  readonly showsFamily?: boolean
  readonly onChoose: (wallet: Listed) => void
}

/** List the wallets, one button each. Existing rows stay, and so does the focus in them. */
export function renderWallets<Listed extends ListedWallet>({
  list,
  wallets,
  fallbackName,
  showsIcons,
  icon,
  showsFamily,
  onChoose,
}: RenderWalletsParameters<Listed>): void {
  const rows = new Map([...list.querySelectorAll('li')].map((row) => [row.dataset.id, row]))
  for (const [id, row] of rows) if (!wallets.some((wallet) => wallet.id === id)) row.remove()

  for (const wallet of wallets) {
    if (rows.has(wallet.id)) continue
    const row = document.createElement('li')
    row.dataset.id = wallet.id
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'palisade-wallet'
    if (showsIcons) button.append(wallet.icon ? createIcon(wallet.icon) : (icon?.cloneNode(true) ?? ''))
    button.append(wallet.name ?? fallbackName)
    if (showsFamily) {
      const family = document.createElement('span')
      family.className = 'palisade-chain'
      // The style gives it a capital.
      family.append(wallet.family ?? 'ethereum')
      button.append(' ', family)
    }
    button.addEventListener('click', () => onChoose(wallet))
    row.append(button)
    list.append(row)
  }
}

/** Make an image of a wallet's own icon. */
export function createIcon(url: string): HTMLImageElement {
  const image = document.createElement('img')
  image.src = url
  image.alt = ''
  return image
}

/** Show the chosen wallet's icon on the card's busy marks; null for none. */
export function renderWalletIcon(element: Element, url: string | null): void {
  for (const mark of element.querySelectorAll('.palisade-busy')) {
    mark.querySelector('img')?.remove()
    if (url) mark.append(createIcon(url))
  }
}
