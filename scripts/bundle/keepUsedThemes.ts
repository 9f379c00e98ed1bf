import type { Plugin } from 'vite'

const MODULE = '/@shopify/polaris-tokens/dist/esm/build/index.mjs'
const THEMES = /var themes = (\{[\s\S]*?\n\});/
/** Shopify's admin has no other theme for apps. */
const THEME = 'light'
/** What Polaris' components read in JavaScript. Colors, fonts and shadows come from its stylesheet. */
const GROUPS = ['breakpoints', 'motion', 'space', 'zIndex']

/**
 * A plugin that leaves out of the browser's code what no component of Polaris reads of its themes: 10 kB gzip on every
 * page. The stylesheet stays whole.
 *
 * @throws Error if the package no longer looks like this, which ends the build.
 */
export function keepUsedThemes(): Plugin {
  return {
    name: 'palisade:keep-used-themes',
    transform(code, id, { ssr } = {}) {
      if (ssr === true || !id.split('?')[0]?.endsWith(MODULE)) return null
      const text = THEMES.exec(code)?.[1]
      if (text === undefined) throw new Error(`No themes were found in ${MODULE}.`)
      const theme = (JSON.parse(text) as Record<string, Record<string, unknown>>)[THEME]
      const missing = GROUPS.filter((group) => theme?.[group] === undefined)
      if (missing.length > 0)
        throw new Error(`${missing} was not found in the theme "${THEME}" of ${MODULE}.`)
      const kept = Object.fromEntries(GROUPS.map((group) => [group, theme?.[group]]))
      return { code: code.replace(text, JSON.stringify({ [THEME]: kept })), map: null }
    },
  }
}
