import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'
import { texts } from '../texts.ts'
import type { ChainChoice } from '../types.ts'
import { familyOfWallet } from './listenForWallets.ts'
import { createButton, createElement, createIcon, findPart, render } from './render.ts'

export type RenderWalletsParameters = {
  readonly wallets: readonly Wallet[]
  /** The chains that the person may choose from, of the one family that has several. */
  readonly chains: readonly ChainChoice[]
  readonly chosenChain: string
  readonly chooseChain: (slug: string) => void
  readonly choose: (wallet: Wallet) => void
  readonly searchAgain: () => void
  /** What a browser without a wallet is offered; null for nothing. */
  readonly apps: HTMLElement | null
}

/** Show this browser's wallets, or instructions if there is none. */
export function renderWallets(parameters: RenderWalletsParameters): void {
  const { wallets, choose, searchAgain, apps } = parameters
  if (wallets.length === 0) {
    const again = createButton(texts.searchAgain, searchAgain, 'main')
    const moment = createElement('div', { className: 'moment' })
    moment.append(createElement('h2', {}, texts.noneFound), createElement('p', {}, texts.noWallet))
    moment.append(...(apps ? [apps] : []), createElement('div', { className: 'buttons' }, again))
    render(`${texts.noneFound}. ${texts.noWallet}`, moment)
    return
  }
  const isMixed = new Set(wallets.map(familyOfWallet)).size > 1
  const items = wallets.map((wallet) => {
    const button = createButton('', () => choose(wallet), 'wallet')
    button.append(createIcon(wallet), createElement('span', {}, wallet.name ?? texts.unnamedWallet))
    // Many wallets support both families under one name.
    if (isMixed && familyOfWallet(wallet) === 'solana')
      button.append(createElement('small', {}, texts.solana))
    return createElement('li', {}, button)
  })
  const list = createElement('ul', { className: 'wallets' }, ...items)
  const help = createElement(
    'details',
    {},
    createElement('summary', {}, texts.noWalletQuestion),
    createElement('p', {}, texts.noWallet),
  )
  const heading = createElement('h2', { id: 'choose' }, texts.choose)
  list.setAttribute('aria-labelledby', 'choose')
  render(texts.choose, heading, list, ...createChainChoice(parameters), help)
}

/** Focus the first wallet. For a list that is shown again, not for the first one. */
export function setFocusOnWallets(): void {
  findPart('stage').querySelector<HTMLElement>('button')?.focus()
}

function createChainChoice({ wallets, chains, chosenChain, chooseChain }: RenderWalletsParameters): Node[] {
  if (chains.length < 2 || !wallets.some((wallet) => familyOfWallet(wallet) === 'evm')) return []
  const options = chains.map(({ slug, name }) =>
    createElement('option', { value: slug, selected: slug === chosenChain }, name),
  )
  const select = createElement('select', {}, ...options)
  select.addEventListener('change', () => chooseChain(select.value))
  return [createElement('label', { className: 'network' }, createElement('span', {}, texts.network), select)]
}
