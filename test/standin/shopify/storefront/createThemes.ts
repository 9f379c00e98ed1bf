import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Liquid } from 'liquidjs'
import { createLiquid } from '../liquid/createLiquid.ts'
import type { StandinShop } from '../state.ts'

/**
 * The themes that a shopper can meet. `market` is the demo's own. `likeDawn` replaces parts of its sections by the
 * Section Rendering API and has a cart drawer; `likeHorizon` morphs them and configures the standard actions.
 */
export const THEMES = ['market', 'likeDawn', 'likeHorizon'] as const
export type ThemeName = (typeof THEMES)[number]
/** The engine of a theme. */
export type Themes = (name: ThemeName) => Liquid

/** Folder of the themes; each has the folders of a Shopify theme. */
export const THEMES_DIR = fileURLToPath(new URL('themes', import.meta.url))

/** Whether a theme, or `market` in its place, has a section. */
export function hasSection(theme: ThemeName, name: string): boolean {
  if (!/^[a-z-]+$/.test(name)) return false
  return [theme, 'market'].some((one) => existsSync(`${THEMES_DIR}/${one}/sections/${name}.liquid`))
}

/** Make a shop's engines. A theme that lacks a file has that of `market`. */
export function createThemes({ shop }: { shop: Pick<StandinShop, 'locale' | 'ianaTimezone'> }): Themes {
  const made = new Map<ThemeName, Liquid>()
  return (name) => {
    const known = made.get(name)
    if (known) return known
    const roots = [...new Set([`${THEMES_DIR}/${name}`, `${THEMES_DIR}/market`])]
    const engine = createLiquid({ shop, roots, assetBase: `/assets/${name}` })
    made.set(name, engine)
    return engine
  }
}
