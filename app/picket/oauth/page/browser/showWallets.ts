import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'
import { texts } from '../texts.ts'
import type { ChainChoice } from '../types.ts'
import { familyOfWallet } from './discoverWallets.ts'
import { make, makeButton, makeIcon, part, show } from './show.ts'

export type ShowWalletsParameters = {
  readonly wallets: readonly Wallet[]
  /** The chains that the person may choose from, of the one family that has several. */
  readonly chains: readonly ChainChoice[]
  readonly chosenChain: string
  readonly chooseChain: (slug: string) => void
  readonly choose: (wallet: Wallet) => void
  readonly lookAgain: () => void
}

/** Show this browser's wallets, or instructions if there is none. */
export function showWallets(parameters: ShowWalletsParameters): void {
  const { wallets, choose, lookAgain } = parameters
  if (wallets.length === 0) {
    const again = makeButton(texts.lookAgain, lookAgain, 'main')
    const moment = make('div', { className: 'moment' })
    moment.append(make('h2', {}, texts.noneFound), make('p', {}, texts.noWallet))
    moment.append(make('div', { className: 'buttons' }, again))
    show(`${texts.noneFound}. ${texts.noWallet}`, moment)
    return
  }
  const isMixed = new Set(wallets.map(familyOfWallet)).size > 1
  const items = wallets.map((wallet) => {
    const button = makeButton('', () => choose(wallet), 'wallet')
    button.append(makeIcon(wallet), make('span', {}, wallet.name ?? texts.unnamedWallet))
    // Many wallets support both families under one name.
    if (isMixed && familyOfWallet(wallet) === 'solana') button.append(make('small', {}, texts.solana))
    return make('li', {}, button)
  })
  const list = make('ul', { className: 'wallets' }, ...items)
  const help = make('details', {}, make('summary', {}, texts.noWalletQuestion), make('p', {}, texts.noWallet))
  const heading = make('h2', { id: 'choose' }, texts.choose)
  list.setAttribute('aria-labelledby', 'choose')
  show(texts.choose, heading, list, ...makeChainChoice(parameters), help)
}

/** Focus the first wallet. For a list that is shown again, not for the first one. */
export function focusWallets(): void {
  part('stage').querySelector<HTMLElement>('button')?.focus()
}

function makeChainChoice({ wallets, chains, chosenChain, chooseChain }: ShowWalletsParameters): Node[] {
  if (chains.length < 2 || !wallets.some((wallet) => familyOfWallet(wallet) === 'evm')) return []
  const options = chains.map(({ slug, name }) =>
    make('option', { value: slug, selected: slug === chosenChain }, name),
  )
  const select = make('select', {}, ...options)
  select.addEventListener('change', () => chooseChain(select.value))
  return [make('label', { className: 'network' }, make('span', {}, texts.network), select)]
}
