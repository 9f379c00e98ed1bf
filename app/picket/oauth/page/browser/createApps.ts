import { composeAppLink } from '../../../../core/chain/composeAppLink.ts'
import { listWalletApps } from '../../../../core/chain/listWalletApps.ts'
import { texts } from '../texts.ts'
import type { ChainChoice, SiteLink } from '../types.ts'
import { createButton, createElement } from './render.ts'

export type CreateAppsParameters = {
  readonly site: SiteLink
  /** The host that the person returns to. */
  readonly host: string
  readonly families: readonly ChainChoice['family'][]
}

/**
 * Make the way on for a browser without a wallet: the client's site in a wallet's app. Not this page, because a login
 * ends in the browser in which the site began it. A phone shows the links, a desk the code.
 */
export function createApps({ site, host, families }: CreateAppsParameters): HTMLElement {
  const links = listWalletApps({ families }).map((app) =>
    createElement(
      'li',
      {},
      createElement(
        'a',
        { className: 'app', href: composeAppLink({ app, page: site.url }), rel: 'noreferrer' },
        app.name,
      ),
    ),
  )
  const list = createElement('ul', { className: 'phone apps' }, ...links)
  list.setAttribute('aria-label', texts.openIn(host))
  const code = createElement('img', { src: site.code, alt: texts.code(host), width: 148, height: 148 })
  const field = createElement('input', { value: site.url, readOnly: true, ariaLabel: texts.link(host) })
  const copy = createButton(texts.copy, () => runCopy({ field, copy }), 'copy')
  copy.ariaLive = 'polite'
  return createElement(
    'div',
    { className: 'ways' },
    createElement('p', { className: 'phone' }, texts.openIn(host)),
    list,
    createElement('div', { className: 'desk' }, code, createElement('p', {}, texts.scan(host))),
    createElement('div', { className: 'link' }, field, copy),
  )
}

/** Copy the link. Where a browser forbids that, it is selected, for the person to copy. */
function runCopy({ field, copy }: { field: HTMLInputElement; copy: HTMLButtonElement }): void {
  field.select()
  navigator.clipboard?.writeText(field.value).then(
    () => copy.replaceChildren(texts.copied),
    () => {},
  )
}
