import { composeAppLink } from '../../../app/core/chain/composeAppLink.ts'
import { listWalletApps } from '../../../app/core/chain/listWalletApps.ts'
import type { Texts } from './loadTexts.ts'

/** A QR code: modules of a side, and the black ones as an SVG path. */
export type QrShape = { readonly size: number; readonly path: string }

export type CreateAppsParameters = {
  readonly texts: Texts
  /** The page's URL, to be opened elsewhere. */
  readonly page: string
  readonly family: 'evm' | 'solana'
  readonly drawQr: (page: string) => Promise<QrShape>
}

/**
 * Make the way to a wallet elsewhere. A phone shows links to wallets' apps, a desk the page's QR code on demand, and
 * both the link to copy.
 */
export function createApps(parameters: CreateAppsParameters): HTMLElement {
  const { texts, page, family } = parameters
  const list = createElement('ul', 'list')
  for (const app of listWalletApps({ families: [family] })) {
    const link = createElement('a', 'palisade-wallet', app.name)
    link.href = composeAppLink({ app, page })
    link.rel = 'noreferrer'
    list.append(createElement('li', '', link))
  }
  const copy = createButton(texts.copy)
  copy.ariaLive = 'polite'
  // Where a browser forbids it, the address bar has the same link.
  copy.addEventListener('click', () =>
    navigator.clipboard?.writeText(page).then(
      () => copy.replaceChildren(texts.copied),
      () => {},
    ),
  )
  const phone = createElement('div', 'phone', createElement('p', '', texts.openIn), list)
  return createElement('div', 'apps', phone, createCode(parameters), copy)
}

function createCode({ texts, page, drawQr }: CreateAppsParameters): HTMLElement {
  const button = createButton(texts.showCode)
  const box = createElement('div', 'desk', button)
  box.ariaLive = 'polite'
  button.addEventListener('click', () => {
    button.ariaBusy = 'true'
    drawQr(page).then(
      (shape) => {
        const figure = createElement('div', 'code', createPicture(shape, texts.code))
        figure.tabIndex = -1
        box.replaceChildren(figure, createElement('p', '', texts.scan))
        // The button had the focus and is gone.
        figure.focus()
      },
      () => {
        button.ariaBusy = 'false'
        box.replaceChildren(button, createElement('p', '', texts.noCode))
        button.focus()
      },
    )
  })
  return box
}

/** Pages whose policy allows no pictures from elsewhere still show this one. */
function createPicture({ size, path }: QrShape, label: string): SVGElement {
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  picture.setAttribute('viewBox', `0 0 ${Number(size)} ${Number(size)}`)
  picture.setAttribute('role', 'img')
  picture.setAttribute('aria-label', label)
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute('d', String(path))
  picture.append(line)
  return picture
}

function createButton(label: string): HTMLButtonElement {
  const button = createElement('button', 'plain', label)
  button.type = 'button'
  return button
}

/** Make an element; strings become text nodes, never HTML. */
export function createElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  name: string,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  element.className = name
  element.append(...inside)
  return element
}
