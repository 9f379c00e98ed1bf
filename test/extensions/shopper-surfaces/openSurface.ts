import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Window } from '@remote-dom/polyfill'
import type { SurfaceElement, SurfaceHost } from '../../../extensions/shopper-surfaces/types.ts'
import published from '../surfaceElements.json' with { type: 'json' }

/*
 * A host of our own for the blocks of buyers' pages. It has what Shopify gives them in their worker: elements of remote-dom,
 * which have children, attributes and events alone, and the words of a language. It refuses an element, an attribute or a
 * value that Shopify's published types do not have.
 */
type Node = SurfaceElement & {
  readonly outerHTML: string
  readonly localName: string
  readonly childNodes: readonly Node[]
  readonly dispatchEvent: (event: unknown) => boolean
}
const ELEMENTS: Readonly<Record<string, Readonly<Record<string, readonly string[] | null>>>> =
  published.elements

export type OpenedSurface = {
  readonly host: SurfaceHost
  readonly html: () => string
  readonly text: () => string
  readonly click: (label: string) => Promise<void>
  /** What was asked, in order. */
  readonly asked: { readonly path: string; readonly body: object }[]
}

export function openSurface({
  answer,
  extension,
  language = 'en.default',
}: {
  readonly answer: (path: string, body: object) => Promise<Response>
  readonly extension: 'thank-you' | 'customer-account'
  readonly language?: string
}): OpenedSurface {
  const window = new Window()
  const body = window.document.body as unknown as Node
  const asked: OpenedSurface['asked'] = []
  const words = readWords(extension, language)
  const locale = language.split('.')[0] ?? 'en'
  return {
    asked,
    host: {
      body,
      createElement: (name) => createElement(window, name),
      i18n: {
        translate: (key, replaced = {}) => translate(words, key, replaced),
        formatNumber: (number, options) => number.toLocaleString(locale, options),
        formatCurrency: (number, options) => number.toLocaleString(locale, { style: 'currency', ...options }),
        formatDate: (date, options) => date.toLocaleString(locale, { timeZone: 'UTC', ...options }),
      },
      send: (to, given) => {
        asked.push({ path: to, body: given })
        return answer(to, given)
      },
      wait: async () => undefined,
    },
    html: () => body.outerHTML,
    text: () => body.textContent ?? '',
    click: async (label) => {
      const button = findButton(body, label)
      if (!button) throw new Error(`There is no button "${label}" in ${body.outerHTML}`)
      button.dispatchEvent(new window.Event('click'))
      // The block asks the app, and renders what it answers.
      await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => setTimeout(resolve, 50))
    },
  }
}

/** Make an element that Shopify's published types have. */
function createElement(window: Window, name: string): SurfaceElement {
  const known = ELEMENTS[name]
  if (!known) throw new Error(`Shopify has no element ${name}.`)
  const element = window.document.createElement(name) as unknown as Node
  const set = element.setAttribute.bind(element)
  element.setAttribute = (key, value) => {
    const values = known[key]
    if (values === undefined) throw new Error(`${name} has no attribute ${key}.`)
    if (values && !values.includes(value)) throw new Error(`${name} takes no ${key}="${value}".`)
    set(key, value)
  }
  return element
}

function findButton(node: Node, label: string): Node | null {
  if (node.localName === 's-button' && node.textContent === label) return node
  for (const child of node.childNodes ?? []) {
    const found = findButton(child, label)
    if (found) return found
  }
  return null
}

export function readWords(extension: string, language: string): Record<string, unknown> {
  const file = path.resolve(`extensions/${extension}/locales/${language}.json`)
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
}

/** Translate as Shopify does: a key with dots, and `{{name}}`. A missing key or word is an error. */
function translate(
  words: Record<string, unknown>,
  key: string,
  replaced: Readonly<Record<string, string | number>>,
): string {
  const found = key
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], words)
  if (typeof found !== 'string') throw new Error(`There is no text ${key}.`)
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = replaced[name]
    if (value === undefined) throw new Error(`${key} needs ${name}.`)
    return String(value)
  })
}
