import type { SurfaceElement, SurfaceHost } from './types.ts'

type Child = SurfaceElement | string
/** Makes an element with its attributes and children. */
export type Build = (
  name: string,
  attributes?: Readonly<Record<string, string>>,
  ...children: readonly Child[]
) => SurfaceElement

/** Create the function that makes Shopify's elements: they have attributes, children and events, and nothing else. */
export function createBuilder({ createElement }: Pick<SurfaceHost, 'createElement'>): Build {
  return (name, attributes = {}, ...children) => {
    const element = createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...(children as never[]))
    return element
  }
}

/** Make the place of a block, which shows one thing at a time; `show()` empties it. */
export function createPlace({ body }: Pick<SurfaceHost, 'body'>) {
  let shown: readonly SurfaceElement[] = []
  return {
    show: (...elements: readonly SurfaceElement[]): void => {
      for (const element of shown) body.removeChild(element as never)
      body.append(...(elements as readonly never[]))
      shown = elements
    },
  }
}
