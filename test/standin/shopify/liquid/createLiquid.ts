import { join } from 'node:path'
import { Liquid } from 'liquidjs'
import type { StandinShop } from '../state.ts'
import { registerFilters } from './registerFilters.ts'
import { registerTags } from './registerTags.ts'
import { loadTranslations } from './translate.ts'

export type CreateLiquidParameters = {
  readonly shop: Pick<StandinShop, 'locale' | 'ianaTimezone'>
  /** Folders with `layout/`, `templates/`, `sections/` and `snippets/`; the first with a file wins. */
  readonly roots: readonly string[]
  /** Folder of the sentences for `t`. Default: `locales/` in the first root. */
  readonly localesDir?: string
  /** Base path of `asset_url` for the theme's assets, without trailing slash. Default `/assets`. */
  readonly assetBase?: string
}

/**
 * Make a Liquid engine that behaves like Shopify's as far as our theme and blocks can tell.
 *
 * `{% render 'x' %}` looks in `snippets/`; an unknown filter or tag throws; an undefined variable is empty; templates
 * can read only own properties.
 */
export function createLiquid(parameters: CreateLiquidParameters): Liquid {
  const { shop, roots, assetBase = '/assets' } = parameters
  const engine = new Liquid({
    root: [...roots],
    partials: roots.flatMap((root) => [join(root, 'snippets'), root]),
    extname: '.liquid',
    relativeReference: false,
    strictFilters: true,
    strictVariables: false,
    ownPropertyOnly: true,
    cache: true,
    locale: shop.locale,
    timezoneOffset: shop.ianaTimezone,
  })
  const localesDir = parameters.localesDir ?? join(roots[0] ?? '.', 'locales')
  registerFilters({
    engine,
    locale: shop.locale,
    translations: loadTranslations({ localesDir, locale: shop.locale }),
    assetUrl: (name) => `${assetBase}/${name}`,
  })
  registerTags(engine)
  return engine
}
