import { composeAppLink } from '../../../app/core/chain/composeAppLink.ts'
import { listWalletApps } from '../../../app/core/chain/listWalletApps.ts'
import type { Texts } from './texts.ts'

/** Make the way on for a browser without a wallet: this page in a wallet's app, or its link to take elsewhere. */
export function createApps({ texts, page }: { texts: Texts; page: string }): HTMLElement {
  const box = document.createElement('div')
  box.className = 'apps'
  const words = document.createElement('p')
  words.textContent = texts.openIn
  const list = document.createElement('ul')
  list.className = 'list'
  for (const app of listWalletApps({ families: ['evm'] })) {
    const link = document.createElement('a')
    link.className = 'palisade-wallet'
    link.href = composeAppLink({ app, page })
    link.rel = 'noreferrer'
    link.textContent = app.name
    const row = document.createElement('li')
    row.append(link)
    list.append(row)
  }
  const copy = document.createElement('button')
  copy.type = 'button'
  copy.className = 'plain'
  copy.textContent = texts.copy
  copy.ariaLive = 'polite'
  // Where a browser forbids it, the address bar has the same link.
  copy.addEventListener('click', () =>
    navigator.clipboard?.writeText(page).then(
      () => copy.replaceChildren(texts.copied),
      () => {},
    ),
  )
  box.append(words, list, copy)
  return box
}
