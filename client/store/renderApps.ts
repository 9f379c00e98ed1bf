import { composeAppLink } from '../../app/core/chain/composeAppLink.ts'
import { listWalletApps } from '../../app/core/chain/listWalletApps.ts'
import type { ChainFamily } from '../../app/core/chain/types.ts'
import { loadPart } from '../../extensions/gate-block/src/loadPart.ts'
import type { GateState } from '../storefront/types.ts'
import type { QrPart } from './mainCode.ts'
import { createElement } from './renderPanel.ts'
import type { Texts } from './texts.ts'

export type RenderAppsParameters = {
  readonly gates: readonly GateState[]
  readonly texts: Texts
  /** Origin of Palisade's server, which has the script that draws the code. */
  readonly origin: string
}

/**
 * Render the way on for shoppers whose wallet is an app: links that open this page in it, its address, and its QR code for
 * a phone. A cart of BigCommerce stays in the browser that it was made in.
 */
export function renderApps({ gates, texts, origin }: RenderAppsParameters): HTMLElement {
  const page = location.href.replace(/#.*$/, '')
  const all = createElement('div', 'palisade-apps')
  const phone = createElement('div', 'palisade-phone')
  const links = createElement('div', 'palisade-wallets')
  for (const app of listWalletApps({ families: listFamilies(gates) })) {
    const link = createElement('a', 'palisade-wallet', app.name)
    link.href = composeAppLink({ app, page })
    link.rel = 'nofollow noopener'
    links.append(link)
  }
  phone.append(createElement('p', 'palisade-text', texts('apps.open')), links)
  all.append(renderCode({ page, texts, origin }), phone, renderCopy({ page, texts }))
  return all
}

/** The families of the gates' chains. Gates that name none, such as those of lists, take a wallet of any. */
export function listFamilies(gates: readonly GateState[]): readonly ChainFamily[] {
  const named = gates.flatMap(({ needs }) => needs.chains.map(({ family }) => family))
  return named.length > 0 ? named : ['evm', 'solana']
}

/** A code that cannot be drawn leaves its address, which can be copied. */
function renderCode({ page, texts, origin }: { page: string } & Omit<RenderAppsParameters, 'gates'>) {
  const desk = createElement('div', 'palisade-desk')
  // No phone points at itself.
  if (!matchMedia('(hover: hover), (pointer: fine)').matches) return desk
  loadPart<QrPart>('palisadeQr', `${origin}/palisade-store-code.js`)
    .then(({ drawCode }) => {
      const image = new Image(144, 144)
      image.alt = texts('apps.code')
      image.src = drawCode(page)
      // A theme may size pictures, and a code is read on white alone.
      Object.assign(image.style, { width: '144px', height: '144px', background: '#fff' })
      desk.append(image, createElement('p', 'palisade-text', texts('apps.scan')))
    })
    .catch(() => {})
  return desk
}

function renderCopy({ page, texts }: { page: string; texts: Texts }): HTMLElement {
  const row = createElement('div', 'palisade-copy')
  const input = createElement('input', 'palisade-input')
  input.value = page
  input.readOnly = true
  input.setAttribute('aria-label', texts('apps.link'))
  const button = createElement('button', 'palisade-wallet', texts('apps.copy'))
  button.type = 'button'
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', () => {
    input.select()
    navigator.clipboard?.writeText(page).then(
      () => button.replaceChildren(texts('apps.copied')),
      () => {},
    )
  })
  row.append(input, button)
  return row
}
