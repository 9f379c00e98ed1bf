import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { priceCart } from '../checkout/priceCart.ts'
import { buildContext } from '../liquid/buildContext.ts'
import { buildProduct } from '../liquid/buildProduct.ts'
import { parseSchema, renderAppBlock } from '../liquid/renderAppBlock.ts'
import { renderLiquid } from '../liquid/renderLiquid.ts'
import type { StandinCart, StandinProduct } from '../state.ts'
import { formatCart } from './cart/formatCart.ts'
import type { StorefrontContext } from './context.ts'
import { hasSection, type ThemeName } from './createThemes.ts'
import { PRESENTMENT_CURRENCIES } from './presentmentRates.ts'

/** Shopify puts its script of the standard actions into every page of a Liquid storefront. */
const STANDARD_ACTIONS = '<script type="module" src="/cdn/standardActions.js"></script>'

export type RenderPageParameters = {
  context: StorefrontContext
  theme: ThemeName
  /** A file of the theme's `templates/`, or the page's own Liquid. */
  template: { file: string } | { text: string }
  cart: StandinCart
  path: string
  pageTitle: string
  product?: StandinProduct
  selectedVariantId?: number | null
  more?: Readonly<Record<string, unknown>>
}

/** Renders a storefront page: the template in the layout, with the app's blocks where a merchant would place them. */
export async function renderPage(parameters: RenderPageParameters): Promise<string> {
  const { template } = parameters
  const { engine, globals, blocks } = await preparePage(parameters)
  const content = await renderLiquid({
    engine,
    template: 'file' in template ? { file: `templates/${template.file}` } : template,
    context: { ...globals, app_blocks: blocks.section, header_blocks: blocks.header },
  })
  return await renderLiquid({
    engine,
    template: { file: 'layout/theme' },
    context: {
      ...{ ...globals, content_for_layout: content, header_blocks: blocks.header },
      ...{ embeds_head: blocks.head, embeds_body: blocks.body },
    },
  })
}

/**
 * Renders sections of a page alone, as the Section Rendering API does, by their names; null for one that the theme does
 * not have. See https://shopify.dev/docs/api/ajax/section-rendering
 */
export async function renderSections(
  parameters: RenderPageParameters & { names: readonly string[] },
): Promise<Record<string, string | null>> {
  const { engine, globals, blocks } = await preparePage(parameters)
  const rendered = parameters.names.map(async (name) => {
    const template = { text: `{% section '${name}' %}` }
    const isKnown = hasSection(parameters.theme, name)
    const context = { ...globals, app_blocks: blocks.section, header_blocks: blocks.header }
    return [name, isKnown ? await renderLiquid({ engine, template, context }) : null] as const
  })
  return Object.fromEntries(await Promise.all(rendered))
}

/** The globals and the app's blocks of a page. */
async function preparePage(parameters: RenderPageParameters) {
  const { context, theme, cart, path, pageTitle, product, selectedVariantId } = parameters
  const { state } = context
  const engine = context.themes(theme)
  const shop = { ...context.shop, locale: cart.locale }
  const customer = cart.customerId === null ? null : (shop.customers.get(cart.customerId) ?? null)
  const findProduct = (id: unknown) => {
    const found = shop.products.get(Number(id))
    return found ? buildProduct({ state, shop, product: found, rate: cart.presentmentRate }) : null
  }
  const pricedCart = priceCart({ context, cart, step: 'CART_INTERACTION' })
  const priced = formatCart(pricedCart)
  const more = {
    cart: {
      ...priced,
      items: priced.items.map((item) => ({ ...item, product: findProduct(item.product_id) })),
      currency: { iso_code: priced.currency },
      'empty?': priced.item_count === 0,
    },
    collections: { all: { title: 'Everything', handle: 'all', products: listOnline(findProduct, shop) } },
    current_page: Math.max(1, Number(new URLSearchParams(path.split('?')[1]).get('page')) || 1),
    currencies: [...new Set([shop.currencyCode, ...PRESENTMENT_CURRENCIES])],
    cart_errors: pricedCart.errors,
    content_for_header: `${context.headHtml}${STANDARD_ACTIONS}`,
    ...parameters.more,
  }
  const globals = buildContext({
    pageType: findPageType(parameters),
    state,
    shop,
    product,
    selectedVariantId,
    cart,
    customer,
    path,
    pageTitle,
    designMode: new URLSearchParams(path.split('?')[1]).has('design'),
    more,
  })
  const blocks = await renderBlocks({ ...parameters, context: { ...context, shop } }, globals)
  return { engine, globals, blocks }
}

function listOnline(find: (id: number) => object | null, shop: StorefrontContext['shop']): (object | null)[] {
  return [...shop.products.values()].filter(({ isDraft }) => !isDraft).map(({ id }) => find(id))
}

/** The kind of page, as `request.page_type` and a block's `enabled_on` name it. */
function findPageType({ template, more }: Pick<RenderPageParameters, 'template' | 'more'>): string {
  return String(more?.page_type ?? ('file' in template ? template.file : 'page'))
}

/** Blocks that are on each page that may have them, without a merchant's choice. */
const EVERYWHERE: readonly string[] = ['gate', 'cart', 'badges']
type Slot = 'section' | 'header' | 'head' | 'body'

async function renderBlocks(
  { context, product, template, more }: RenderPageParameters,
  globals: Record<string, unknown>,
): Promise<Record<Slot, string>> {
  const { state, shop, extensionDir } = context
  const html = { section: '', header: '', head: '', body: '' }
  if (!shop.hasBlocks) return html
  const loadedAssets = new Set<string>()
  const page = product ? 'product' : findPageType({ template, more })
  for (const blockName of await listBlocks(extensionDir)) {
    const placed = shop.blocks[blockName]
    if (!placed && !EVERYWHERE.includes(blockName)) continue
    const source = await readFile(join(extensionDir, 'blocks', `${blockName}.liquid`), 'utf8')
    const schema = parseSchema(source)
    const { target } = schema
    const place =
      target === 'head' || target === 'body' ? target : blockName === 'wallet' ? 'header' : 'section'
    const isHere = (placed?.on ?? schema.enabled_on?.templates)?.includes(page) ?? true
    if (!isHere) continue
    html[place] += await renderAppBlock({
      ...{ state, shop, extensionDir, blockName, loadedAssets },
      context: globals,
      settings: placed?.settings ?? {},
    })
  }
  return html
}

async function listBlocks(extensionDir: string): Promise<string[]> {
  const names = await readdir(join(extensionDir, 'blocks'))
  return names.filter((name) => name.endsWith('.liquid')).map((name) => name.slice(0, -'.liquid'.length))
}
