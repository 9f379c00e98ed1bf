type Attributes = Record<string, string | boolean | EventListener | undefined>

/** Creates an element: `on…` attributes are listeners, true is an empty attribute, false none. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (typeof value === 'string') element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

const PATHS = {
  home: 'M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1z',
  orders: 'M4 4h12v13l-3-1.8L10 17l-3-1.8L4 17zM7 8h6M7 11h4',
  products: 'M10.5 3.5H16a.5.5 0 0 1 .5.5v5.5L10 16.5 3.5 10zM13.4 6.6h.01',
  customers: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5z',
  content: 'M4 4h12v12H4zM4 12.5l3.5-3.5 3 3 2-2 3.5 3.5',
  analytics: 'M4.5 16.5v-5M10 16.5v-12M15.5 16.5V9',
  marketing:
    'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM10 12.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z',
  discounts:
    'M10 3.5l1.8 1.3 2.2 0 .7 2.1 1.8 1.3-.7 2.1.7 2.1-1.8 1.3-.7 2.1-2.2 0L10 17.1l-1.8-1.3-2.2 0-.7-2.1-1.8-1.3.7-2.1-.7-2.1 1.8-1.3.7-2.1 2.2 0zM7.8 12.6l4.4-4.8',
  store:
    'M4 8.5v7.5h12V8.5M3 8.5 4.5 4h11L17 8.5a2.3 2.3 0 0 1-4.7 0 2.3 2.3 0 0 1-4.6 0 2.3 2.3 0 0 1-4.7 0z',
  settings:
    'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10 3v2.2M10 14.8V17M3 10h2.2M14.8 10H17M5 5l1.6 1.6M13.4 13.4 15 15M15 5l-1.6 1.6M6.6 13.4 5 15',
  search: 'M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12.7 12.7 16.5 16.5',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  alert: 'M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.3h.01',
  image: 'M4 4h12v12H4zM4 12.5l3.5-3.5 3 3 2-2 3.5 3.5',
} as const

export type IconName = keyof typeof PATHS

/** Draws one of our own line icons. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 20 20')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}

/** Draws the app's mark: a palisade of three stakes. */
export function appMark(): HTMLElement {
  const mark = el('span', { class: 'mark', 'aria-hidden': 'true' })
  mark.innerHTML =
    '<svg viewBox="0 0 20 20"><path d="M3.5 16V7L5.5 4.5 7.5 7v9zM8 16V7l2-2.5L12 7v9zM12.5 16V7l2-2.5 2 2.5v9z"/></svg>'
  return mark
}
