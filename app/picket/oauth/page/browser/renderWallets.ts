import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'
import type { ChainChoice, PageSpeech } from '../types.ts'
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
  /** Makes the way to a wallet elsewhere; null if there is none. */
  readonly createApps: (() => HTMLElement) | null
  readonly speech: PageSpeech
}

/** Show this browser's wallets, or instructions if there is none. */
export function renderWallets(parameters: RenderWalletsParameters): void {
  const { wallets, choose, searchAgain, createApps, speech } = parameters
  const { dialog, page } = speech
  if (wallets.length === 0) {
    const again = createButton(page.searchAgain, searchAgain, 'main')
    const moment = createElement('div', { className: 'moment' })
    moment.append(createElement('h2', {}, page.noneFound), createElement('p', {}, page.noWallet))
    moment.append(
      ...(createApps ? [createApps()] : []),
      createElement('div', { className: 'buttons' }, again),
    )
    render(`${page.noneFound}. ${page.noWallet}`, moment)
    return
  }
  const isMixed = new Set(wallets.map(familyOfWallet)).size > 1
  const items = wallets.map((wallet) => {
    const button = createButton('', () => choose(wallet), 'wallet')
    const name = wallet.name ?? page.browserWallet
    button.append(createIcon({ icon: wallet.icon, name }), createElement('span', {}, name))
    // Many wallets support both families under one name.
    if (isMixed && familyOfWallet(wallet) === 'solana') button.append(createElement('small', {}, 'Solana'))
    return createElement('li', {}, button)
  })
  const list = createElement('ul', { className: 'wallets' }, ...items)
  const help = createElement(
    'details',
    {},
    createElement('summary', {}, dialog.help),
    createElement('p', {}, page.noWallet),
    ...(createApps ? [createApps()] : []),
  )
  const heading = createElement('h2', { id: 'choose' }, dialog.choose)
  list.setAttribute('aria-labelledby', 'choose')
  render(dialog.choose, heading, list, ...createChainChoice(parameters), help)
}

/** Focus the first wallet. For a list that is shown again, not for the first one. */
export function setFocusOnWallets(): void {
  findPart('stage').querySelector<HTMLElement>('button')?.focus()
}

function createChainChoice(parameters: RenderWalletsParameters): Node[] {
  const { wallets, chains, chosenChain, chooseChain, speech } = parameters
  if (chains.length < 2 || !wallets.some((wallet) => familyOfWallet(wallet) === 'evm')) return []
  const options = chains.map(({ slug, name }) =>
    createElement('option', { value: slug, selected: slug === chosenChain }, name),
  )
  const select = createElement('select', {}, ...options)
  select.addEventListener('change', () => chooseChain(select.value))
  return [
    createElement('label', { className: 'network' }, createElement('span', {}, speech.page.network), select),
  ]
}
