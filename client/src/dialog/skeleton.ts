import { createElement } from './createApps.ts'
import type { Texts } from './loadTexts.ts'

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
export function writeSkeleton({ root, texts, styles }: WriteSkeletonParameters): Skeleton {
  addStyles({ root, styles })
  const heading = createElement('h2', 'title')
  heading.id = 'title'
  heading.tabIndex = -1
  const words = createElement('div', 'words')
  words.id = 'words'
  words.setAttribute('role', 'status')
  const button = createElement('button', 'close', createMark('close'))
  button.type = 'button'
  button.setAttribute('aria-label', texts.close)
  const [mark, list, actions] = [
    createElement('div', 'mark'),
    createElement('ul', 'list'),
    createElement('div', 'actions'),
  ]
  const none = createElement('div', 'none', createElement('p', '', texts.none))
  const help = createElement(
    'details',
    'help',
    createElement('summary', '', texts.help),
    createElement('p', '', texts.helpText),
  )
  const dialog = createElement(
    'dialog',
    '',
    createElement(
      'div',
      'box',
      button,
      createElement('div', 'body', mark, heading, words, none, list, help),
      actions,
    ),
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
