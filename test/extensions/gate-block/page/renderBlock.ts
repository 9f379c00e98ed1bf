import { fileURLToPath } from 'node:url'
import { buildContext } from '../../../standin/shopify/liquid/buildContext.ts'
import { renderAppBlock } from '../../../standin/shopify/liquid/renderAppBlock.ts'
import { type SeedGatesParameters, seedGates } from './seedGates.ts'

export const extensionDir = fileURLToPath(new URL('../../../../extensions/gate-block', import.meta.url))

export type RenderBlockParameters = SeedGatesParameters & {
  settings?: Record<string, unknown>
  designMode?: boolean
  cartCurrency?: string
}

/** Renders the block on its product's page. */
export async function renderBlock(parameters: RenderBlockParameters): Promise<string> {
  const { settings, designMode = false, cartCurrency } = parameters
  const { state, shop, product } = seedGates(parameters)
  const cart = cartCurrency
    ? {
        token: 'c',
        attributes: {},
        note: '',
        lines: [],
        discountCodes: [],
        customerId: null,
        email: null,
        locale: 'en',
        presentmentCurrency: cartCurrency,
        presentmentRate: '1.1',
      }
    : null
  const context = buildContext({
    state,
    shop,
    product,
    cart,
    designMode,
    path: '/products/varsity-jacket',
  })
  return await renderAppBlock({
    state,
    shop,
    extensionDir,
    blockName: 'gate',
    settings: settings ?? {},
    context,
  })
}
