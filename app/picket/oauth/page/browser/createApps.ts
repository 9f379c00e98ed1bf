import { composeAppLink } from '../../../../core/chain/composeAppLink.ts'
import { listWalletApps } from '../../../../core/chain/listWalletApps.ts'
import { composeSentence } from '../../../words/composeSentence.ts'
import type { ChainChoice, PageSpeech, SiteLink } from '../types.ts'
import { createButton, createElement } from './render.ts'

export type CreateAppsParameters = {
  readonly site: SiteLink
  /** The host that the person returns to. */
  readonly host: string
  readonly families: readonly ChainChoice['family'][]
  readonly speech: PageSpeech
}

/**
 * Make the way on for a browser without a wallet: the client's site in a wallet's app. Not this page, because a login
 * ends in the browser in which the site began it. A phone shows the links, a desk the code.
 */
export function createApps({ site, host, families, speech }: CreateAppsParameters): HTMLElement {
  const { dialog, page } = speech
  const say = (text: string) => composeSentence(text, { host })
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
  list.setAttribute('aria-label', say(page.openIn))
  const code = createElement('img', { src: site.code, alt: say(page.code), width: 148, height: 148 })
  const field = createElement('input', {
    value: site.url,
    readOnly: true,
    dir: 'ltr',
    ariaLabel: say(page.link),
  })
  const copy = createButton(dialog.copy, () => runCopy({ field, copy, copied: dialog.copied }), 'copy')
  copy.ariaLive = 'polite'
  return createElement(
    'div',
    { className: 'ways' },
    createElement('p', { className: 'phone' }, say(page.openIn)),
    list,
    createElement('div', { className: 'desk' }, code, createElement('p', {}, say(page.scan))),
    createElement('div', { className: 'link' }, field, copy),
  )
}

/** Copy the link. Where a browser forbids that, it is selected, for the person to copy. */
function runCopy({
  field,
  copy,
  copied,
}: {
  field: HTMLInputElement
  copy: HTMLButtonElement
  copied: string
}): void {
  field.select()
  navigator.clipboard?.writeText(field.value).then(
    () => copy.replaceChildren(copied),
    () => {},
  )
}
