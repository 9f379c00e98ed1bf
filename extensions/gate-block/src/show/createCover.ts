import { listRoots } from '../cart/listRoots.ts'
import type { GateConfig } from '../readConfig.ts'
import type { OpenGate } from '../state.ts'
import { formatSentence } from './formatSentence.ts'

/** Hide or show the theme's own buttons; `inCart` are the variants in the cart, if they are known. */
export type Cover = (gates: readonly OpenGate[], inCart?: readonly number[] | null) => void

/**
 * Hide the theme's own buttons for what only holders can buy, until one of its gates is open. Liquid has rendered the
 * rule as a style, which neither reaches a shadow root nor counts under a strict policy; a sheet does.
 */
export function createCover(element: ParentNode, { covers, coverRule }: GateConfig): Cover {
  let sheet: CSSStyleSheet | null = null
  try {
    sheet = new CSSStyleSheet()
  } catch {
    // A browser from before 2023 has the style alone.
  }
  return (gates, inCart) => {
    // Not by this device's clock, which may be hours ahead: the check that follows in time closes what has ended.
    const isOpen = (gate: number) => gates.some(({ number }) => number === gate)
    const ids = Object.entries(covers ?? {}).flatMap(([id, numbers]) =>
      numbers.some(isOpen) || inCart?.includes(+id) === false ? [] : `[value="${id}"]`,
    )
    const rule = ids[0] ? formatSentence(`${coverRule}`, { ids: `${ids}` }) : ''
    const style = element.querySelector<HTMLStyleElement>('[data-ref=cover]')
    if (!sheet) return style?.replaceChildren(rule)
    const roots = covers ? listRoots(document) : []
    // A page without shadow roots needs no more than the style, until something changes.
    if (style?.sheet && !roots[1] && !gates[0] && !inCart) return
    style?.remove()
    sheet.replaceSync(rule)
    for (const root of roots as Document[])
      if (!root.adoptedStyleSheets.includes(sheet))
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  }
}
