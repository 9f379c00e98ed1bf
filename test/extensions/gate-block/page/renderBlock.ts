import { fileURLToPath } from 'node:url'
import { buildContext } from '../../../standin/shopify/liquid/buildContext.ts'
import { renderAppBlock } from '../../../standin/shopify/liquid/renderAppBlock.ts'
import { type SeedGatesParameters, seedGates } from './seedGates.ts'

export const extensionDir = fileURLToPath(new URL('../../../../extensions/gate-block', import.meta.url))

export type RenderBlockParameters = SeedGatesParameters & {
  settings?: Record<string, unknown>
  designMode?: boolean
  cartCurrency?: string
  /** The cart's lines, for the cart block instead of the product page's block. */
  lines?: { productId: number; variantId: number }[]
  /** The cart's attributes. */
  attributes?: Record<string, string>
  /** What is in the cart while the product's page is shown. */
  held?: { variantId: number; quantity: number; properties: Record<string, string> }[]
  /** The path of the product's page. */
  path?: string
  /** Whether the theme cannot look metaobjects up. */
  isBlind?: boolean
}

/** Renders the block of the product page, or of the cart. */
export async function renderBlock(parameters: RenderBlockParameters): Promise<string> {
  const { settings, designMode = false, cartCurrency, lines, held } = parameters
  const { state, shop, product } = seedGates(parameters)
  if (parameters.isBlind) shop.knobs.metaobjectsInBlocks = 'empty'
  const cart =
    cartCurrency || lines || held
      ? {
          token: 'c',
          attributes: parameters.attributes ?? {},
          note: '',
          lines: [...(lines ?? []), ...(held ?? [])].map((line, i) => ({
            ...{ key: `k${i}`, productId: product.id, quantity: 1, properties: {} },
            ...line,
            sellingPlan: null,
            custom: null,
          })),
          discountCodes: [],
          customerId: null,
          email: null,
          locale: 'en',
          presentmentCurrency: cartCurrency ?? shop.currencyCode,
          presentmentRate: cartCurrency ? '1.1' : '1.0',
        }
      : null
  const context = buildContext({
    state,
    shop,
    product: lines ? null : product,
    cart,
    designMode,
    path: lines ? '/cart' : (parameters.path ?? '/products/varsity-jacket'),
  })
  return await renderAppBlock({
    state,
    shop,
    extensionDir,
    blockName: lines ? 'cart' : 'gate',
    settings: settings ?? {},
    context,
  })
}
