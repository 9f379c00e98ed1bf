import type { Wallet } from '../wallets/types.ts'

type ListedWallet = Pick<Wallet, 'id' | 'name' | 'icon' | 'family'>

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
export function renderWallets<Listed extends ListedWallet>(
  parameters: RenderWalletsParameters<Listed>,
): void {
  const { list, wallets, fallbackName, showsIcons, icon, showsFamily = false, onChoose } = parameters
  const rows = new Map([...list.querySelectorAll('li')].map((row) => [row.dataset.id, row]))
  for (const [id, row] of rows) if (!wallets.some((wallet) => wallet.id === id)) row.remove()

  for (const wallet of wallets) {
    if (rows.has(wallet.id)) continue
    const row = document.createElement('li')
    row.dataset.id = wallet.id
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'palisade-wallet'
    if (showsIcons) button.append(writeIcon(wallet, icon))
    button.append(wallet.name ?? fallbackName)
    if (showsFamily) {
      const family = document.createElement('span')
      family.className = 'palisade-chain'
      family.append(wallet.family === 'solana' ? 'Solana' : 'Ethereum')
      button.append(' ', family)
    }
    button.addEventListener('click', () => onChoose(wallet))
    row.append(button)
    list.append(row)
  }
}

/** The wallet's own icon, or the default icon if it has none. */
export function writeIcon(wallet: Pick<Wallet, 'icon'>, icon: Element | null): Node | string {
  if (!wallet.icon) return icon?.cloneNode(true) ?? ''
  const image = document.createElement('img')
  image.src = wallet.icon
  image.alt = ''
  return image
}

export type RenderWalletIconParameters = {
  readonly element: Element
  readonly wallet: Wallet
  readonly showsIcons: boolean
}

/** Show the chosen wallet's icon on the card's busy marks. */
export function renderWalletIcon(parameters: RenderWalletIconParameters): void {
  const { element, wallet, showsIcons } = parameters
  for (const mark of element.querySelectorAll('.palisade-busy')) {
    mark.querySelector('img')?.remove()
    if (showsIcons && wallet.icon) mark.append(writeIcon(wallet, null))
  }
}
