import { createApps } from './createApps.ts'
import type { Texts } from './texts.ts'

const marks = {
  close: 'M6 6l12 12M18 6L6 18',
  wallet:
    'M4 8.5A2.500 2.500 0 0 1 6.500 6H17v3M4 8.500V17a2 2 0 0 0 2 2h13a1 1 0 0 0 1-1v-8a1 1 0 0 0-1-1H5.500M16 14h.01',
  no: 'M12 7.500v5.500M12 16.500h.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
}

/** Draw one of the dialog's own icons. */
export function createMark(name: keyof typeof marks): SVGElement {
  const svg = (tag: string) => document.createElementNS('http://www.w3.org/2000/svg', tag)
  const picture = svg('svg') as SVGElement
  picture.setAttribute('viewBox', '0 0 24 24')
  picture.setAttribute('aria-hidden', 'true')
  const line = svg('path')
  line.setAttribute('d', marks[name])
  picture.append(line)
  return picture
}

export type WriteSkeletonParameters = {
  readonly root: ShadowRoot
  readonly texts: Texts
  readonly styles: string
  /** The page's URL, to be opened elsewhere. */
  readonly page: string
}
export type Skeleton = {
  readonly dialog: HTMLDialogElement
  readonly heading: HTMLElement
  readonly words: HTMLElement
  readonly list: HTMLElement
  readonly none: HTMLElement
  readonly help: HTMLElement
  readonly actions: HTMLElement
  readonly mark: HTMLElement
}

/** Create the dialog's elements, empty. */
export function writeSkeleton({ root, texts, styles, page }: WriteSkeletonParameters): Skeleton {
  const make = <Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    name: string,
    ...inside: (Node | string)[]
  ): HTMLElementTagNameMap[Tag] => {
    const element = document.createElement(tag)
    element.className = name
    element.append(...inside)
    return element
  }
  addStyles({ root, styles })
  const heading = make('h2', 'title')
  heading.id = 'title'
  heading.tabIndex = -1
  const words = make('div', 'words')
  words.id = 'words'
  words.setAttribute('role', 'status')
  const button = make('button', 'close', createMark('close'))
  button.type = 'button'
  button.setAttribute('aria-label', texts.close)
  const [mark, list, actions] = [make('div', 'mark'), make('ul', 'list'), make('div', 'actions')]
  const none = make('div', 'none', make('p', '', texts.none), createApps({ texts, page }))
  const help = make('details', 'help', make('summary', '', texts.help), make('p', '', texts.helpText))
  const dialog = make(
    'dialog',
    '',
    make('div', 'box', button, make('div', 'body', mark, heading, words, none, list, help), actions),
  )
  dialog.setAttribute('aria-labelledby', 'title')
  dialog.setAttribute('aria-describedby', 'words')
  root.append(dialog)
  return { dialog, heading, words, list, none, help, actions, mark }
}

/** A strict Content-Security-Policy allows style sheets that a script constructs, but not style elements. */
function addStyles({ root, styles }: { root: ShadowRoot; styles: string }): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const element = document.createElement('style')
    element.textContent = styles
    root.append(element)
  }
}
