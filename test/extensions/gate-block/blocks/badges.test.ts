import { describe, expect, test } from 'vitest'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { buildContext } from '../../../standin/shopify/liquid/buildContext.ts'
import { buildProduct } from '../../../standin/shopify/liquid/buildProduct.ts'
import { renderAppBlock } from '../../../standin/shopify/liquid/renderAppBlock.ts'
import { extensionDir } from '../page/renderBlock.ts'
import { ape, seedGates } from '../page/seedGates.ts'

/* The embed on a page that lists products, of which every third has a gate. */
const COUNT = 300
const others = Array.from({ length: COUNT }, (_, i) => ({
  ...{ id: 3000 + i, title: `Product ${i}` },
  gates: i % 3 === 0 ? [4] : [],
}))
const seed = seedGates({ gates: [{ number: 4, conditions: [ape] }], others })

async function renderEmbed({
  page = 1,
  perPage = 24,
  pageType = 'collection',
  designMode = false,
}: {
  page?: number
  perPage?: number
  pageType?: string
  designMode?: boolean
}): Promise<string> {
  const { state, shop } = seed
  const products = [...shop.products.values()]
    .filter(({ id }) => id >= 3000)
    .map((product) => buildProduct({ state, shop, product, rate: '1.0' }))
  const context = buildContext({
    ...{ state, shop, product: null, cart: null, pageType, designMode, path: '/' },
    more: { collection: { products }, search: { results: products }, current_page: page },
  })
  const settings = { per_page: perPage }
  return await renderAppBlock({ state, shop, extensionDir, blockName: 'badges', settings, context })
}
const listBadges = (html: string) =>
  [...html.matchAll(/data-palisade-badge="product-(\d+)"/g)].map(([, id]) => Number(id) - 3000)
function readConfig(html: string): GateConfig {
  return JSON.parse(/data-ref="config">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '') as GateConfig
}
const gated = (from: number, to: number) =>
  others.map((_, i) => i).filter((i) => i >= from && i < to && i % 3 === 0)

describe.each(['collection', 'search'])('the embed on a page of the kind %s', (pageType) => {
  test('default: the first page has the badges of 250 products, for themes that load more as one scrolls', async () => {
    const html = await renderEmbed({ pageType })
    expect(listBadges(html)).toEqual(gated(0, 250))
    expect(html).toContain('20% off for Ape Club holders')
  })

  test('behavior: a later page has those that the theme shows there', async () => {
    expect(listBadges(await renderEmbed({ pageType, page: 3 }))).toEqual(gated(48, 72))
    expect(listBadges(await renderEmbed({ pageType, page: 12, perPage: 25 }))).toEqual(gated(275, 300))
  })

  test('behavior: the script is told the gates of listed products, so that what is added from a list gets its proof', async () => {
    const { products, productId, gates } = readConfig(await renderEmbed({ pageType, page: 2 }))
    expect(products).toEqual(Object.fromEntries(gated(24, 48).map((i) => [3000 + i, [4]])))
    expect({ productId, gates }).toEqual({ productId: -1, gates: [] })
  })
})

test('behavior: a page that lists nothing has no badge; the theme editor starts nothing', async () => {
  const html = await renderEmbed({ pageType: 'index' })
  expect(listBadges(html)).toEqual([])
  expect(readConfig(html).products).toEqual({})
  expect(await renderEmbed({ designMode: true })).not.toContain('data-palisade-fresh')
})

test.each([0, 1000])(
  'behavior: a number of %s products per page is brought into Liquid’s limits',
  async (perPage) => {
    expect(await renderEmbed({ page: 2, perPage })).not.toContain('Liquid error')
  },
)
