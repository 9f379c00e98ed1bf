import type { CardWallet } from './flow/types.ts'
import type { GateConfig } from './readConfig.ts'

type ListWallets = (config: GateConfig) => readonly CardWallet[]
/** What the card asks for the wallets that the page's optional scripts add. */
export type MoreWindow = Window & {
  palisadeMore?: ListWallets & { readonly lists: Readonly<Record<string, ListWallets>> }
}

/** Add a script's wallets to the lists of all cards of the page. A script that runs twice adds them once. */
export function addWallets(name: string, list: ListWallets): void {
  const page = window as MoreWindow
  const lists = { ...page.palisadeMore?.lists, [name]: list }
  const listAll: ListWallets = (config) => Object.values(lists).flatMap((one) => one(config))
  page.palisadeMore = Object.assign(listAll, { lists })
  window.dispatchEvent(new Event('palisade:wallets'))
}
